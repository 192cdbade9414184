// Package parallel does the same for many things at once, on all processors. The
// results do not depend on how many there are: each call writes what is its own.
package parallel

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Each calls do with the numbers below n, in no order, and returns when all are
// done.
func Each(n int, do func(i int)) {
	_ = run(context.Background(), min(runtime.GOMAXPROCS(0), n), n, func(i int) error {
		do(i)
		return nil
	})
}

// Try calls do with the numbers below n, in no order, until all are done, one of
// them fails or the context ends; it returns the first error. The number of calls
// at a time is that of the processors and spare more, for calls that wait.
func Try(ctx context.Context, spare, n int, do func(i int) error) error {
	return run(ctx, min(runtime.GOMAXPROCS(0)+spare, n), n, do)
}

func run(ctx context.Context, workers, n int, do func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	var taken atomic.Int64
	for range workers {
		g.Go(func() error {
			for i := int(taken.Add(1)) - 1; i < n; i = int(taken.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}
