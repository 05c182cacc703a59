# Completion for bash.  The programs say themselves what may follow.

_lineup()
{
	local IFS=$'\n'
	mapfile -t COMPREPLY < <(compgen -W "$("$1" --complete \
	    "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" \
	    -- "${COMP_WORDS[COMP_CWORD]}")
}

_lineupd()
{
	local IFS=$'\n'
	[[ ${COMP_WORDS[COMP_CWORD]} == -* ]] || return
	mapfile -t COMPREPLY < <(compgen -W "$("$1" --help 2>/dev/null |
	    sed -n 's/^  \(--[a-z-]*\).*/\1/p')" \
	    -- "${COMP_WORDS[COMP_CWORD]}")
}

complete -o default -F _lineup lineup
complete -o default -F _lineupd lineupd
