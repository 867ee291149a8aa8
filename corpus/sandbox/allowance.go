package sandbox

import (
	"path"
	"slices"
	"strings"
	"time"
)

// What reading one document may cost, by its size.
const (
	baseTime    = 5 * time.Second
	timePerMB   = 20 * time.Second
	maxTime     = 60 * time.Second // that may be left at any moment
	baseMemory  = slack * 96 << 20 // bytes; of its own; a child that has read nothing takes about 12 MB
	memoryTimes = 12               // bytes for each byte of the document
	maxMemory   = slack * 320 << 20
	baseOutput  = 64 << 20  // bytes of text
	outputTimes = 64        // bytes of text for each byte of the document
	baseBlocks  = 1_000_000 // blocks, besides one for each byte of the document
)

// What a child with an engine may cost besides. Nobody's document was read when it starts.
const (
	engineMemory = slack * 96 << 20  // bytes, outside of what Go's garbage collector sees
	engineStart  = slack * 448 << 20 // bytes, where it has to be compiled
	engineTime   = slack * time.Minute
	slowMemory   = slack * 192 << 20 // bytes besides, of one that is interpreted
)

// An allowance is what reading one document may cost.
type allowance struct {
	time   time.Duration // of a processor, before it has read anything; each byte that is read adds to it
	wait   time.Duration // of the clock; so do they
	memory int64         // resident bytes of the child
	output int64         // bytes of text
	blocks int64
}

// packedTimes is how much more than itself a packed document may hold at once.
const packedTimes = 8

// packed are the extensions of documents that are.
var packed = []string{".zip", ".gz", ".tgz", ".bz2", ".docx", ".pptx", ".xlsx", ".odt", ".epub"}

// allowanceOf returns what a document of some name and bytes may cost.
func allowanceOf(name string, size int64) allowance {
	size = max(size, 0)
	return allowance{
		time:   baseTime,
		wait:   maxTime,
		memory: memoryFor(name, size),
		output: baseOutput + outputTimes*size,
		blocks: baseBlocks + size,
	}
}

// memoryFor returns the resident bytes that reading a document may take.
func memoryFor(name string, size int64) int64 {
	size = max(size, 0)
	if slices.Contains(packed, strings.ToLower(path.Ext(name))) {
		size *= packedTimes
	}
	return baseMemory + memoryTimes*min(size, (maxMemory-baseMemory)/memoryTimes)
}

// with returns what a document may cost that is read by a child.
func (a allowance) with(k *child) allowance {
	if k.engine {
		a.memory += engineMemory + k.engineMemory()
		if k.report.Engine == Interpreted {
			a.time = maxTime
		}
	}
	return a
}

// engineMemory returns the bytes that a child's engine takes besides what engines do.
func (k *child) engineMemory() int64 {
	if k.report.Engine == Interpreted {
		return slowMemory
	}
	return 0
}

// timeFor returns the time that so many bytes of a document are worth once they are read.
func timeFor(size int64) time.Duration {
	return time.Duration(float64(size) / (1 << 20) * float64(timePerMB))
}
