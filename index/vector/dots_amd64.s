#include "textflag.h"

// BLOCK widens 16 values to 16 bits and adds their products with the question's, two
// and two, to sums.
#define BLOCK(values, question, widened, sums) \
	VPMOVSXBW values, widened; \
	VPMADDWD  question, widened, widened; \
	VPADDD    widened, sums, sums

// func dotsAVX2(sums *int32, count int, values *int8, question *int16, blocks int)
TEXT ·dotsAVX2(SB), NOSPLIT, $0-40
	MOVQ sums+0(FP), DI
	MOVQ count+8(FP), CX
	MOVQ values+16(FP), SI
	MOVQ question+24(FP), R8
	MOVQ blocks+32(FP), R9

vector:
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	MOVQ  R8, BX
	MOVQ  R9, DX

block:
	BLOCK((SI), (BX), Y0, Y4)
	BLOCK(16(SI), 32(BX), Y1, Y5)
	ADDQ $32, SI
	ADDQ $64, BX
	DECQ DX
	JNZ  block

	VPADDD       Y5, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD       X5, X4, X4
	VPSHUFD      $0x4E, X4, X5
	VPADDD       X5, X4, X4
	VPSHUFD      $0xB1, X4, X5
	VPADDD       X5, X4, X4
	VMOVD        X4, (DI)
	ADDQ         $4, DI
	DECQ         CX
	JNZ          vector
	VZEROUPPER
	RET
