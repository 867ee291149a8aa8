package sandbox

import "time"

// What reading one document may cost, by its size.
const (
	baseTime    = 5 * time.Second
	timePerMB   = 20 * time.Second
	maxTime     = 60 * time.Second // that may be left at any moment
	baseMemory  = 96 << 20         // bytes; a child that has read nothing takes about 30 MB
	memoryTimes = 12               // bytes for each byte of the document
	maxMemory   = 320 << 20
	baseOutput  = 64 << 20 // bytes of text
	outputTimes = 64       // bytes of text for each byte of the document
)

// An allowance is what reading one document may cost.
type allowance struct {
	time   time.Duration // before it has read anything; each byte that is read adds to it
	memory int64         // resident bytes of the child
	output int64         // bytes of text
}

// allowanceOf returns what a document of some bytes may cost.
func allowanceOf(size int64) allowance {
	size = max(size, 0)
	return allowance{
		time:   baseTime,
		memory: memoryFor(size),
		output: baseOutput + outputTimes*size,
	}
}

// memoryFor returns the resident bytes that reading a document may take.
func memoryFor(size int64) int64 {
	return baseMemory + memoryTimes*min(size, (maxMemory-baseMemory)/memoryTimes)
}

// timeFor returns the time that so many bytes of a document are worth once they are read.
func timeFor(size int64) time.Duration {
	return time.Duration(float64(size) / (1 << 20) * float64(timePerMB))
}
