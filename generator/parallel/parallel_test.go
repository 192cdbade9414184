package parallel

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

// Every number is called once, however many processors there are.
func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		calls := make([]atomic.Int64, n)
		Each(n, func(i int) { calls[i].Add(1) })
		for i := range calls {
			if c := calls[i].Load(); c != 1 {
				t.Errorf("%d of %d is called %d times", i, n, c)
			}
		}
	}
}

// The first error ends it, and so does the context; what is not begun is not done.
func TestTry(t *testing.T) {
	if err := Try(context.Background(), 1, 100, func(int) error { return nil }); err != nil {
		t.Error(err)
	}
	wrong := errors.New("wrong")
	const many = 1_000_000
	var calls atomic.Int64
	err := Try(context.Background(), 0, many, func(i int) error {
		calls.Add(1)
		if i == 3 {
			return wrong
		}
		return nil
	})
	if !errors.Is(err, wrong) || calls.Load() == many {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Try(ctx, 0, 5, func(int) error { t.Error("begun"); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
