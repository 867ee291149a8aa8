package reader

import (
	"sync"
	"sync/atomic"
)

// parallel calls do(worker, task) once for each task, with at most workers calls at
// a time; no two with the same worker number at once. Tasks are handed out as
// workers get free, so that a core that is busy with something else does less.
func parallel(workers, tasks int, do func(worker, task int)) {
	workers = min(workers, tasks)
	var next atomic.Int64
	run := func(worker int) {
		for task := int(next.Add(1)) - 1; task < tasks; task = int(next.Add(1)) - 1 {
			do(worker, task)
		}
	}
	var done sync.WaitGroup
	for w := 1; w < workers; w++ {
		done.Go(func() { run(w) })
	}
	run(0)
	done.Wait()
}
