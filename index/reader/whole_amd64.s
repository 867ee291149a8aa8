#include "textflag.h"

// LOAD_WHOLE_ARGUMENTS: c DI, its distance SI; a R8, its distance R11, three of them
// R12; steps R13; b BX; pairs CX; scales AX; bias DX. Distances in bytes.
#define LOAD_WHOLE_ARGUMENTS \
	MOVQ c+0(FP), DI; \
	MOVQ ldc+8(FP), SI; \
	MOVQ a+16(FP), R8; \
	MOVQ lda+24(FP), R11; \
	MOVQ steps+32(FP), R13; \
	MOVQ b+40(FP), BX; \
	MOVQ pairs+48(FP), CX; \
	MOVQ scales+56(FP), AX; \
	MOVQ bias+64(FP), DX; \
	SHLQ $2, SI; \
	SHLQ $1, R11; \
	LEAQ (R11)(R11*2), R12; \
	LEAQ (R8)(R11*4), R9

// PAIR512 adds the products of one row of a, two values in each 32 bits, with the
// pairs of b in Z0, Z1 to two rows of sums.
#define PAIR512(values, low, high) \
	VPBROADCASTD values, Z2; \
	VPDPWSSD     Z0, Z2, low; \
	VPDPWSSD     Z1, Z2, high

// SCALE512 turns one row of sums into floats, times the row's step and the columns'
// scales in Z3, Z4, plus the bias in Z5, Z6, stores it and goes to the next.
#define SCALE512(step, low, high) \
	VBROADCASTSS step, Z2; \
	VCVTDQ2PS    low, low; \
	VCVTDQ2PS    high, high; \
	VMULPS       Z2, low, low; \
	VMULPS       Z2, high, high; \
	VFMADD213PS  Z5, Z3, low; \
	VFMADD213PS  Z6, Z4, high; \
	VMOVUPS      low, (DI); \
	VMOVUPS      high, 64(DI); \
	ADDQ         SI, DI

// The tile keeps all its sums in registers, as tile12x32 does. Each step takes two
// values of every row of a.
//
// func whole12x32(c *float32, ldc int, a *int16, lda int, steps *float32, b *int16, pairs int, scales, bias *float32)
TEXT ·whole12x32(SB), NOSPLIT, $0-72
	LOAD_WHOLE_ARGUMENTS
	LEAQ (R9)(R11*4), R10

	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15
	VPXORD Z16, Z16, Z16
	VPXORD Z17, Z17, Z17
	VPXORD Z18, Z18, Z18
	VPXORD Z19, Z19, Z19
	VPXORD Z20, Z20, Z20
	VPXORD Z21, Z21, Z21
	VPXORD Z22, Z22, Z22
	VPXORD Z23, Z23, Z23
	VPXORD Z24, Z24, Z24
	VPXORD Z25, Z25, Z25
	VPXORD Z26, Z26, Z26
	VPXORD Z27, Z27, Z27
	VPXORD Z28, Z28, Z28
	VPXORD Z29, Z29, Z29
	VPXORD Z30, Z30, Z30
	VPXORD Z31, Z31, Z31

step:
	VMOVDQU32 (BX), Z0
	VMOVDQU32 64(BX), Z1
	PAIR512((R8), Z8, Z9)
	PAIR512((R8)(R11*1), Z10, Z11)
	PAIR512((R8)(R11*2), Z12, Z13)
	PAIR512((R8)(R12*1), Z14, Z15)
	PAIR512((R9), Z16, Z17)
	PAIR512((R9)(R11*1), Z18, Z19)
	PAIR512((R9)(R11*2), Z20, Z21)
	PAIR512((R9)(R12*1), Z22, Z23)
	PAIR512((R10), Z24, Z25)
	PAIR512((R10)(R11*1), Z26, Z27)
	PAIR512((R10)(R11*2), Z28, Z29)
	PAIR512((R10)(R12*1), Z30, Z31)
	ADDQ $128, BX
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $4, R10
	DECQ CX
	JNZ  step

	VMOVUPS (AX), Z3
	VMOVUPS 64(AX), Z4
	VMOVUPS (DX), Z5
	VMOVUPS 64(DX), Z6
	SCALE512(0(R13), Z8, Z9)
	SCALE512(4(R13), Z10, Z11)
	SCALE512(8(R13), Z12, Z13)
	SCALE512(12(R13), Z14, Z15)
	SCALE512(16(R13), Z16, Z17)
	SCALE512(20(R13), Z18, Z19)
	SCALE512(24(R13), Z20, Z21)
	SCALE512(28(R13), Z22, Z23)
	SCALE512(32(R13), Z24, Z25)
	SCALE512(36(R13), Z26, Z27)
	SCALE512(40(R13), Z28, Z29)
	SCALE512(44(R13), Z30, Z31)
	VZEROUPPER
	RET

// PAIR256 adds the products of one row of a with the pairs of b in Y0, Y1.
#define PAIR256(values, low, high) \
	VPBROADCASTD values, Y2; \
	VPMADDWD     Y0, Y2, Y3; \
	VPMADDWD     Y1, Y2, Y2; \
	VPADDD       Y3, low, low; \
	VPADDD       Y2, high, high

// SCALE256 is SCALE512 with the columns' scales at AX and the bias at DX.
#define SCALE256(step, low, high) \
	VBROADCASTSS step, Y2; \
	VCVTDQ2PS    low, low; \
	VCVTDQ2PS    high, high; \
	VMULPS       Y2, low, low; \
	VMULPS       Y2, high, high; \
	VMOVUPS      (AX), Y0; \
	VMOVUPS      32(AX), Y1; \
	VFMADD213PS  (DX), Y0, low; \
	VFMADD213PS  32(DX), Y1, high; \
	VMOVUPS      low, (DI); \
	VMOVUPS      high, 32(DI); \
	ADDQ         SI, DI

// func whole6x16(c *float32, ldc int, a *int16, lda int, steps *float32, b *int16, pairs int, scales, bias *float32)
TEXT ·whole6x16(SB), NOSPLIT, $0-72
	LOAD_WHOLE_ARGUMENTS

	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	VPXOR Y12, Y12, Y12
	VPXOR Y13, Y13, Y13
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15

step:
	VMOVDQU (BX), Y0
	VMOVDQU 32(BX), Y1
	PAIR256((R8), Y4, Y5)
	PAIR256((R8)(R11*1), Y6, Y7)
	PAIR256((R8)(R11*2), Y8, Y9)
	PAIR256((R8)(R12*1), Y10, Y11)
	PAIR256((R9), Y12, Y13)
	PAIR256((R9)(R11*1), Y14, Y15)
	ADDQ $64, BX
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNZ  step

	SCALE256(0(R13), Y4, Y5)
	SCALE256(4(R13), Y6, Y7)
	SCALE256(8(R13), Y8, Y9)
	SCALE256(12(R13), Y10, Y11)
	SCALE256(16(R13), Y12, Y13)
	SCALE256(20(R13), Y14, Y15)
	VZEROUPPER
	RET

// func round16(q *int16, x *float32, blocks int, reach float32) (step float32)
TEXT ·round16(SB), NOSPLIT, $0-36
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ SI, R8
	MOVQ CX, R9

	// The greatest size of a value, of each lane and then of all.
	VPCMPEQD Y3, Y3, Y3
	VPSRLD   $1, Y3, Y3 // all bits but the sign
	VXORPS   Y0, Y0, Y0

size:
	VANDPS (R8), Y3, Y1
	VANDPS 32(R8), Y3, Y2
	VMAXPS Y1, Y0, Y0
	VMAXPS Y2, Y0, Y0
	ADDQ   $64, R8
	DECQ   R9
	JNZ    size

	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X1, X0, X0
	VMOVHLPS     X0, X0, X1
	VMAXPS       X1, X0, X0
	VMOVSHDUP    X0, X1
	VMAXSS       X1, X0, X0

	// step = size / reach, and 1 / step; a row of zeros takes any.
	MOVL         $0x0da24260, AX // 1e-30
	VMOVD        AX, X1
	VMAXSS       X1, X0, X0
	VMOVSS       reach+24(FP), X1
	VDIVSS       X1, X0, X2
	VMOVSS       X2, step+32(FP)
	VDIVSS       X0, X1, X1
	VBROADCASTSS X1, Y1

round:
	VMULPS    (SI), Y1, Y0
	VMULPS    32(SI), Y1, Y2
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y2, Y2
	VPACKSSDW Y2, Y0, Y0
	VPERMQ    $0xd8, Y0, Y0 // each half holds four of both
	VMOVDQU   Y0, (DI)
	ADDQ      $64, SI
	ADDQ      $32, DI
	DECQ      CX
	JNZ       round
	VZEROUPPER
	RET
