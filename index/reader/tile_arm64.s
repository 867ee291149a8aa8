#include "textflag.h"

// The tile keeps all its sums in registers. Each step of depth loads one row of b,
// and for each row of a repeats one value over a vector and adds its products.

// ROW adds one value of a times the row of b in V0 to V3 to four sums.
#define ROW(pointer, value, s0, s1, s2, s3) \
	VLD1R.P 4(pointer), [value]; \
	VFMLA   V0.S4, value, s0; \
	VFMLA   V1.S4, value, s1; \
	VFMLA   V2.S4, value, s2; \
	VFMLA   V3.S4, value, s3

// func tile6x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)
TEXT ·tile6x16(SB), NOSPLIT, $0-64
	MOVD c+0(FP), R0
	MOVD ldc+8(FP), R1
	MOVD a+16(FP), R8
	MOVD lda+24(FP), R2
	MOVD b+32(FP), R3
	MOVD ldb+40(FP), R4
	MOVD depth+48(FP), R5
	MOVD bias+56(FP), R6
	LSL  $2, R1
	LSL  $2, R2
	LSL  $2, R4
	ADD  R2, R8, R9
	ADD  R2, R9, R10
	ADD  R2, R10, R11
	ADD  R2, R11, R12
	ADD  R2, R12, R13

	VLD1 (R6), [V8.S4, V9.S4, V10.S4, V11.S4]
	VLD1 (R6), [V12.S4, V13.S4, V14.S4, V15.S4]
	VLD1 (R6), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1 (R6), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R6), [V24.S4, V25.S4, V26.S4, V27.S4]
	VLD1 (R6), [V28.S4, V29.S4, V30.S4, V31.S4]

step:
	VLD1.P (R3)(R4), [V0.S4, V1.S4, V2.S4, V3.S4]
	ROW(R8, V4.S4, V8.S4, V9.S4, V10.S4, V11.S4)
	ROW(R9, V5.S4, V12.S4, V13.S4, V14.S4, V15.S4)
	ROW(R10, V6.S4, V16.S4, V17.S4, V18.S4, V19.S4)
	ROW(R11, V7.S4, V20.S4, V21.S4, V22.S4, V23.S4)
	ROW(R12, V4.S4, V24.S4, V25.S4, V26.S4, V27.S4)
	ROW(R13, V5.S4, V28.S4, V29.S4, V30.S4, V31.S4)
	SUBS $1, R5
	BNE  step

	VST1.P [V8.S4, V9.S4, V10.S4, V11.S4], (R0)(R1)
	VST1.P [V12.S4, V13.S4, V14.S4, V15.S4], (R0)(R1)
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], (R0)(R1)
	VST1.P [V20.S4, V21.S4, V22.S4, V23.S4], (R0)(R1)
	VST1.P [V24.S4, V25.S4, V26.S4, V27.S4], (R0)(R1)
	VST1   [V28.S4, V29.S4, V30.S4, V31.S4], (R0)
	RET
