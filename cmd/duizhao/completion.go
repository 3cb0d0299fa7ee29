package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fault"
)

// The scripts ask the program itself what can follow, through the library's
// hidden flag, so they never go out of date.
var completionScripts = map[string]string{
	"bash": `# duizhao completion for bash: put this in ~/.bashrc:  eval "$(duizhao completion bash)"
_duizhao() {
  local cur="${COMP_WORDS[COMP_CWORD]}" words
  if [[ "$cur" == -* ]]; then
    words=$("${COMP_WORDS[@]:0:COMP_CWORD}" "$cur" --generate-bash-completion 2>/dev/null)
  else
    words=$("${COMP_WORDS[@]:0:COMP_CWORD}" --generate-bash-completion 2>/dev/null)
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))
}
complete -o filenames -F _duizhao duizhao
`,
	"zsh": `#compdef duizhao
# duizhao completion for zsh: put this in ~/.zshrc:  eval "$(duizhao completion zsh)"
_duizhao() {
  local -a words_
  words_=("${(@f)$(${words[1,CURRENT-1]} --generate-bash-completion 2>/dev/null)}")
  compadd -- $words_
  _files
}
compdef _duizhao duizhao
`,
	"fish": `# duizhao completion for fish: duizhao completion fish > ~/.config/fish/completions/duizhao.fish
complete -c duizhao -a '(eval (commandline -opc) --generate-bash-completion 2>/dev/null)'
`,
	"powershell": `# duizhao completion for PowerShell: duizhao completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName duizhao -ScriptBlock {
  param($word, $ast, $position)
  $typed = $ast.ToString().Substring(0, [Math]::Min($position, $ast.ToString().Length))
  if ($word) { $typed = $typed.Substring(0, $typed.Length - $word.Length) }
  Invoke-Expression "$typed --generate-bash-completion" | Where-Object { $_ -like "$word*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`,
}

func (t *tool) completionCommand() *cli.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cli.Command{
		Name:        "completion",
		Usage:       t.say.Text("cli.completion.about"),
		UsageText:   "duizhao completion bash|zsh|fish|powershell",
		Description: `   eval "$(duizhao completion bash)"`,
		BashComplete: func(c *cli.Context) {
			for _, s := range shells {
				fmt.Fprintln(c.App.Writer, s)
			}
		},
		Action: func(c *cli.Context) error {
			script, ok := completionScripts[c.Args().First()]
			if !ok || c.NArg() != 1 {
				return fault.New("cli.completion.shell", "")
			}
			_, err := fmt.Fprint(t.out, script)
			return err
		},
	}
}
