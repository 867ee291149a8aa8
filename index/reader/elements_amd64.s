#include "textflag.h"

// SPREAD defines eight copies of a float32, for use as a memory operand.
#define SPREAD(name, value) \
	DATA name<>+0(SB)/4, $value; \
	DATA name<>+4(SB)/4, $value; \
	DATA name<>+8(SB)/4, $value; \
	DATA name<>+12(SB)/4, $value; \
	DATA name<>+16(SB)/4, $value; \
	DATA name<>+20(SB)/4, $value; \
	DATA name<>+24(SB)/4, $value; \
	DATA name<>+28(SB)/4, $value; \
	GLOBL name<>(SB), RODATA|NOPTR, $32

SPREAD(half, 0.5)
SPREAD(one, 1.0)

// erf32 (kernel_portable.go): P and Q, highest power first.
SPREAD(halfRoot, 0.70710678118)
SPREAD(erfTop, 3.9)
SPREAD(erfBottom, -3.9)
SPREAD(p5, 2.050385091934004e-06)
SPREAD(p4, 0.0002874541678465903)
SPREAD(p3, 0.003836793592199683)
SPREAD(p2, 0.052966661751270294)
SPREAD(p1, 0.19193924963474274)
SPREAD(p0, 1.128378987312317)
SPREAD(q5, 3.823055521934293e-05)
SPREAD(q4, 0.001181712024845183)
SPREAD(q3, 0.015109040774405003)
SPREAD(q2, 0.11475745588541031)
SPREAD(q1, 0.5034335255622864)

// func gelu8(x *float32, blocks int)
TEXT ·gelu8(SB), NOSPLIT, $0-16
	MOVQ    x+0(FP), DI
	MOVQ    blocks+8(FP), CX
	VMOVUPS erfTop<>(SB), Y8
	VMOVUPS erfBottom<>(SB), Y9
	VMOVUPS halfRoot<>(SB), Y10
	VMOVUPS half<>(SB), Y11
	VMOVUPS one<>(SB), Y12

block:
	VMOVUPS     (DI), Y0
	VMULPS      Y10, Y0, Y1        // z
	VMINPS      Y8, Y1, Y1
	VMAXPS      Y9, Y1, Y1
	VMULPS      Y1, Y1, Y2         // z²
	VMOVUPS     p5<>(SB), Y3
	VMOVUPS     q5<>(SB), Y4
	VFMADD213PS p4<>(SB), Y2, Y3
	VFMADD213PS q4<>(SB), Y2, Y4
	VFMADD213PS p3<>(SB), Y2, Y3
	VFMADD213PS q3<>(SB), Y2, Y4
	VFMADD213PS p2<>(SB), Y2, Y3
	VFMADD213PS q2<>(SB), Y2, Y4
	VFMADD213PS p1<>(SB), Y2, Y3
	VFMADD213PS q1<>(SB), Y2, Y4
	VFMADD213PS p0<>(SB), Y2, Y3
	VFMADD213PS Y12, Y2, Y4
	VMULPS      Y1, Y3, Y3
	VDIVPS      Y4, Y3, Y3         // erf(z)
	VMULPS      Y11, Y0, Y0        // x/2
	VFMADD213PS Y0, Y0, Y3         // x/2 × erf + x/2
	VMOVUPS     Y3, (DI)
	ADDQ        $32, DI
	DECQ        CX
	JNZ         block
	VZEROUPPER
	RET

// exp32 (kernel_portable.go): reduction and polynomial, highest power first.
SPREAD(least, -87.0)
SPREAD(log2e, 1.44269504)
SPREAD(ln2High, 0.693359375)
SPREAD(ln2Low, -0.00021219444170128554)
SPREAD(e5, 0.008312520571053028)
SPREAD(e4, 0.04189015552401543)
SPREAD(e3, 0.16667114198207855)
SPREAD(e2, 0.499992311000824)

// REDUCE leaves the result of op over the lanes of Y0 in all lanes of Y0; it uses Y1.
#define REDUCE(op) \
	VPERM2F128 $1, Y0, Y0, Y1; \
	op         Y1, Y0, Y0; \
	VSHUFPS    $0x4E, Y0, Y0, Y1; \
	op         Y1, Y0, Y0; \
	VSHUFPS    $0xB1, Y0, Y0, Y1; \
	op         Y1, Y0, Y0

// func softmax8(row *float32, blocks int)
TEXT ·softmax8(SB), NOSPLIT, $0-16
	MOVQ row+0(FP), DI
	MOVQ blocks+8(FP), CX

	MOVQ    DI, SI
	MOVQ    CX, DX
	VMOVUPS (SI), Y0

greatest:
	VMAXPS (SI), Y0, Y0
	ADDQ   $32, SI
	DECQ   DX
	JNZ    greatest
	REDUCE(VMAXPS)
	VMOVAPS Y0, Y8

	VMOVUPS least<>(SB), Y9
	VMOVUPS log2e<>(SB), Y10
	VMOVUPS ln2High<>(SB), Y11
	VMOVUPS ln2Low<>(SB), Y12
	VMOVUPS one<>(SB), Y13
	VXORPS  Y0, Y0, Y0 // Σ
	MOVQ    DI, SI
	MOVQ    CX, DX

exponent:
	VMOVUPS      (SI), Y1
	VSUBPS       Y8, Y1, Y1
	VMAXPS       Y9, Y1, Y1
	VMULPS       Y10, Y1, Y2
	VROUNDPS     $0, Y2, Y2         // n
	VFNMADD231PS Y11, Y2, Y1
	VFNMADD231PS Y12, Y2, Y1        // r
	VMOVUPS      e5<>(SB), Y3
	VFMADD213PS  e4<>(SB), Y1, Y3
	VFMADD213PS  e3<>(SB), Y1, Y3
	VFMADD213PS  e2<>(SB), Y1, Y3
	VFMADD213PS  Y13, Y1, Y3
	VFMADD213PS  Y13, Y1, Y3        // e^r
	VCVTPS2DQ    Y2, Y2
	VPSLLD       $23, Y2, Y2
	VPADDD       Y2, Y3, Y3         // × 2^n, by adding to the exponent's bits
	VMOVUPS      Y3, (SI)
	VADDPS       Y3, Y0, Y0
	ADDQ         $32, SI
	DECQ         DX
	JNZ          exponent
	REDUCE(VADDPS)
	VDIVPS Y0, Y13, Y0

scale:
	VMULPS  (DI), Y0, Y1
	VMOVUPS Y1, (DI)
	ADDQ    $32, DI
	DECQ    CX
	JNZ     scale
	VZEROUPPER
	RET

// func addNorm8(x, y, scale, shift *float32, blocks int, share, epsilon float32)
TEXT ·addNorm8(SB), NOSPLIT, $0-48
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ scale+16(FP), R8
	MOVQ shift+24(FP), R9
	MOVQ blocks+32(FP), CX
	VBROADCASTSS share+40(FP), Y8
	VBROADCASTSS epsilon+44(FP), Y9

	VXORPS Y0, Y0, Y0
	MOVQ   DI, BX
	MOVQ   CX, DX

sum:
	VMOVUPS (BX), Y1
	VADDPS  (SI), Y1, Y1
	VMOVUPS Y1, (BX)
	VADDPS  Y1, Y0, Y0
	ADDQ    $32, BX
	ADDQ    $32, SI
	DECQ    DX
	JNZ     sum
	REDUCE(VADDPS)
	VMULPS Y8, Y0, Y10 // mean

	VXORPS Y0, Y0, Y0
	MOVQ   DI, BX
	MOVQ   CX, DX

squares:
	VMOVUPS     (BX), Y1
	VSUBPS      Y10, Y1, Y1
	VFMADD231PS Y1, Y1, Y0
	ADDQ        $32, BX
	DECQ        DX
	JNZ         squares
	REDUCE(VADDPS)
	VFMADD213PS Y9, Y8, Y0 // variance + epsilon
	VSQRTPS     Y0, Y0
	VMOVUPS     one<>(SB), Y1
	VDIVPS      Y0, Y1, Y11

write:
	VMOVUPS     (DI), Y1
	VSUBPS      Y10, Y1, Y1
	VMULPS      Y11, Y1, Y1
	VMOVUPS     (R8), Y2
	VFMADD213PS (R9), Y2, Y1
	VMOVUPS     Y1, (DI)
	ADDQ        $32, DI
	ADDQ        $32, R8
	ADDQ        $32, R9
	DECQ        CX
	JNZ         write
	VZEROUPPER
	RET
