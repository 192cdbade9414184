//go:build !carry

package modules

var archive []byte
