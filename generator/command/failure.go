package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"strconv"
	"syscall"

	"atlas/generator/diag"
)

// fail prints what went wrong.
func (c *call) fail(err error) int {
	var p diag.Problem
	switch {
	case errors.As(err, &p):
		diag.List{p}.Write(c.stderr, c.lang)
	case errors.Is(err, context.Canceled):
		c.say("已中断", "interrupted")
	default:
		fmt.Fprintf(c.stderr, "atlas: %s\n", plainly(err).In(c.lang))
	}
	return failed
}

// unless does work that listens to nobody, and reports whether it came to its end
// before the command was interrupted. The program ends soon after.
func (c *call) unless(work func()) bool {
	over := make(chan struct{})
	go func() {
		defer close(over)
		work()
	}()
	select {
	case <-over:
		return true
	case <-c.ctx.Done():
		c.progress.end()
		return false
	}
}

// plainly says in plain words what the system says in its own.
func plainly(err error) diag.Text {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return diag.T(err.Error(), err.Error())
	}
	file := filepath.ToSlash(at.Path)
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Tf("没有权限读写 %s", "no permission for %s", file)
	case errors.Is(err, fs.ErrNotExist):
		return diag.Tf("没有 %s，也不能新建", "there is no %s, and it cannot be made", file)
	case errors.Is(err, syscall.ENOSPC):
		return diag.Tf("磁盘已满，写不下 %s", "the disk is full, there is no room for %s", file)
	}
	return diag.Tf("%s 用不了（%v）", "%s cannot be used (%v)", file, at.Err)
}

// cannotListen says why nothing can be shown at an address, and what to write
// instead.
func (c *call) cannotListen(addr string, err error) int {
	host, port, bad := net.SplitHostPort(addr)
	n, notNumber := strconv.Atoi(port)
	var says, hint diag.Text
	switch _, only := strconv.Atoi(addr); {
	case bad != nil && only == nil:
		says, hint = wrongAddress(addr), diag.Tf("是否想写 127.0.0.1:%s？", "did you mean 127.0.0.1:%s?", addr)
	case bad != nil:
		says, hint = wrongAddress(addr), diag.T("请写成“地址:端口”，如 127.0.0.1:8080", "write address and port, such as 127.0.0.1:8080")
	case notNumber != nil || n < 0 || n > 65535:
		says = diag.Tf("没有端口 %q", "there is no port %q", port)
		hint = diag.T("端口是 1024 到 65535 之间的数，如 8080", "a port is a number from 1024 to 65535, such as 8080")
	case errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddressInUse):
		says = diag.Tf("端口 %s 已被占用：也许另一个预览还开着", "the port %s is taken: another preview may still be open", port)
		hint = diag.Tf("关掉那一个；或者换一个端口：atlas serve --addr %s", "end that one, or take another port: atlas serve --addr %s",
			net.JoinHostPort(host, strconv.Itoa(next(n))))
	case errors.Is(err, fs.ErrPermission):
		says = diag.Tf("没有权限使用端口 %s", "no permission for the port %s", port)
		hint = diag.T("请用 1024 以上的端口，如 8080", "take a port above 1024, such as 8080")
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		says = diag.Tf("%s 不是这台机器的地址", "%s is no address of this machine", host)
		hint = diag.T("本机写 127.0.0.1；让网络上的人也能看，写 0.0.0.0 和 --host", "write 127.0.0.1 for this machine; 0.0.0.0 with --host lets the network see it")
	default:
		says = diag.Tf("不能在 %s 显示（%v）", "nothing can be shown at %s (%v)", addr, err)
	}
	fmt.Fprintf(c.stderr, "atlas serve: %s\n", says.In(c.lang))
	if !hint.IsZero() {
		fmt.Fprintf(c.stderr, "  %s: %s\n", c.in("提示", "hint"), hint.In(c.lang))
	}
	return failed
}

func wrongAddress(addr string) diag.Text {
	return diag.Tf("--addr %q 不是地址", "--addr %q is no address", addr)
}

// wsaAddressInUse is what Windows says of a port that is taken (WSAEADDRINUSE);
// package syscall has a number of its own for it there.
const wsaAddressInUse = syscall.Errno(10048)

// next is a port beside the one that is taken.
func next(port int) int {
	if port >= 65535 {
		return 8080
	}
	return port + 1
}
