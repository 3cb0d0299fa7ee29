//go:build unix

package provider

import (
	"os/exec"
	"syscall"
)

// ownGroup starts the program in a process group of its own, so that it can be
// killed with all that it starts.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}
