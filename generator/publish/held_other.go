//go:build !linux

package publish

import "atlas/generator/diag"

// isMount and heldBy are known on Linux only; elsewhere --in-place is for who needs it.
func isMount(string) bool { return false }

func heldBy(string) diag.Text { return diag.Text{} }
