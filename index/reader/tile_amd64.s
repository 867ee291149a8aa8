#include "textflag.h"

// Both tiles keep all their sums in registers. Each step of depth loads one row of
// b, and for each row of a broadcasts one value and adds its products. Rows of a
// and c are reached from a pointer to every fourth row by 0, 1, 2 or 3 distances.

// LOAD_ARGUMENTS: c DI, its distance SI; a R8, its distance R11, three of them R12;
// b BX, its distance DX; depth CX; bias AX. Distances in bytes.
#define LOAD_ARGUMENTS \
	MOVQ c+0(FP), DI; \
	MOVQ ldc+8(FP), SI; \
	MOVQ a+16(FP), R8; \
	MOVQ lda+24(FP), R11; \
	MOVQ b+32(FP), BX; \
	MOVQ ldb+40(FP), DX; \
	MOVQ depth+48(FP), CX; \
	MOVQ bias+56(FP), AX; \
	SHLQ $2, SI; \
	SHLQ $2, R11; \
	SHLQ $2, DX; \
	LEAQ (R11)(R11*2), R12; \
	LEAQ (R8)(R11*4), R9

// ROW512 adds one value of a times the row of b in Z0, Z1 to two sums.
#define ROW512(value, low, high) \
	VBROADCASTSS value, Z2; \
	VFMADD231PS  Z0, Z2, low; \
	VFMADD231PS  Z1, Z2, high

// STORE512 stores one row of c and goes to the next.
#define STORE512(low, high) \
	VMOVUPS low, (DI); \
	VMOVUPS high, 64(DI); \
	ADDQ    SI, DI

// func tile12x32(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)
TEXT ·tile12x32(SB), NOSPLIT, $0-64
	LOAD_ARGUMENTS
	LEAQ (R9)(R11*4), R10

	VMOVUPS (AX), Z8
	VMOVUPS 64(AX), Z9
	VMOVAPS Z8, Z10
	VMOVAPS Z9, Z11
	VMOVAPS Z8, Z12
	VMOVAPS Z9, Z13
	VMOVAPS Z8, Z14
	VMOVAPS Z9, Z15
	VMOVAPS Z8, Z16
	VMOVAPS Z9, Z17
	VMOVAPS Z8, Z18
	VMOVAPS Z9, Z19
	VMOVAPS Z8, Z20
	VMOVAPS Z9, Z21
	VMOVAPS Z8, Z22
	VMOVAPS Z9, Z23
	VMOVAPS Z8, Z24
	VMOVAPS Z9, Z25
	VMOVAPS Z8, Z26
	VMOVAPS Z9, Z27
	VMOVAPS Z8, Z28
	VMOVAPS Z9, Z29
	VMOVAPS Z8, Z30
	VMOVAPS Z9, Z31

step:
	VMOVUPS (BX), Z0
	VMOVUPS 64(BX), Z1
	ROW512((R8), Z8, Z9)
	ROW512((R8)(R11*1), Z10, Z11)
	ROW512((R8)(R11*2), Z12, Z13)
	ROW512((R8)(R12*1), Z14, Z15)
	ROW512((R9), Z16, Z17)
	ROW512((R9)(R11*1), Z18, Z19)
	ROW512((R9)(R11*2), Z20, Z21)
	ROW512((R9)(R12*1), Z22, Z23)
	ROW512((R10), Z24, Z25)
	ROW512((R10)(R11*1), Z26, Z27)
	ROW512((R10)(R11*2), Z28, Z29)
	ROW512((R10)(R12*1), Z30, Z31)
	ADDQ DX, BX
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $4, R10
	DECQ CX
	JNZ  step

	STORE512(Z8, Z9)
	STORE512(Z10, Z11)
	STORE512(Z12, Z13)
	STORE512(Z14, Z15)
	STORE512(Z16, Z17)
	STORE512(Z18, Z19)
	STORE512(Z20, Z21)
	STORE512(Z22, Z23)
	STORE512(Z24, Z25)
	STORE512(Z26, Z27)
	STORE512(Z28, Z29)
	STORE512(Z30, Z31)
	VZEROUPPER
	RET

// ROW256 adds one value of a times the row of b in Y0, Y1 to two sums.
#define ROW256(value, low, high) \
	VBROADCASTSS value, Y2; \
	VFMADD231PS  Y0, Y2, low; \
	VFMADD231PS  Y1, Y2, high

// STORE256 stores one row of c and goes to the next.
#define STORE256(low, high) \
	VMOVUPS low, (DI); \
	VMOVUPS high, 32(DI); \
	ADDQ    SI, DI

// func tile6x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)
TEXT ·tile6x16(SB), NOSPLIT, $0-64
	LOAD_ARGUMENTS

	VMOVUPS (AX), Y4
	VMOVUPS 32(AX), Y5
	VMOVAPS Y4, Y6
	VMOVAPS Y5, Y7
	VMOVAPS Y4, Y8
	VMOVAPS Y5, Y9
	VMOVAPS Y4, Y10
	VMOVAPS Y5, Y11
	VMOVAPS Y4, Y12
	VMOVAPS Y5, Y13
	VMOVAPS Y4, Y14
	VMOVAPS Y5, Y15

step:
	VMOVUPS (BX), Y0
	VMOVUPS 32(BX), Y1
	ROW256((R8), Y4, Y5)
	ROW256((R8)(R11*1), Y6, Y7)
	ROW256((R8)(R11*2), Y8, Y9)
	ROW256((R8)(R12*1), Y10, Y11)
	ROW256((R9), Y12, Y13)
	ROW256((R9)(R11*1), Y14, Y15)
	ADDQ DX, BX
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNZ  step

	STORE256(Y4, Y5)
	STORE256(Y6, Y7)
	STORE256(Y8, Y9)
	STORE256(Y10, Y11)
	STORE256(Y12, Y13)
	STORE256(Y14, Y15)
	VZEROUPPER
	RET
