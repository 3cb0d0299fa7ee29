package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// permute puts flags before file names, since the library stops reading flags
// at the first name, and moves the flags that every command knows in front of
// the command. "--" ends the flags, "-" is a name (standard input).
//
//	build a.md -o out -q  →  -q build -o out -- a.md
func permute(app *cli.App, argv []string) []string {
	if len(argv) == 0 || argv[len(argv)-1] == "--generate-bash-completion" {
		return argv // a shell asks what can follow: the library wants that flag last
	}
	global := index(app.Flags)
	out, args := []string{argv[0]}, argv[1:]
	var path, local, names []string
	commands := app.Commands
	var known map[string]bool // flags of the command so far: name → takes a value
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			names = append(names, args[i+1:]...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			if cmd := lookup(commands, arg); cmd != nil && len(names) == 0 {
				path, commands, known = append(path, arg), cmd.Subcommands, merge(known, index(cmd.Flags))
			} else {
				names = append(names, arg)
			}
			continue
		}
		name, _, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		to := &local
		takes, isLocal := known[name]
		if !isLocal {
			if takesValue, isGlobal := global[name]; isGlobal {
				to, takes = &out, takesValue
			}
		}
		*to = append(*to, arg)
		if takes && !inline {
			if i++; i == len(args) {
				// Its value is missing. Alone at the end it makes the library say so;
				// before "--" it would take that for its value.
				if to == &out {
					return []string{argv[0], arg}
				}
				return append(append(out, path...), local...)
			}
			*to = append(*to, args[i])
		}
	}
	out = append(append(out, path...), local...)
	if len(names) > 0 {
		out = append(append(out, "--"), names...)
	}
	return out
}

// index maps the names of flags to whether they take a value.
func index(flags []cli.Flag) map[string]bool {
	out := map[string]bool{"help": false, "h": false}
	for _, f := range flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, n := range f.Names() {
			out[n] = !isBool
		}
	}
	return out
}

func merge(a, b map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, m := range []map[string]bool{a, b} {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

func lookup(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
