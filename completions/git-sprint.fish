# Completion of `git sprint`. Written by `make docs`; do not edit.

function __git_sprint_at
    set -l at
    for word in (commandline -opc)[2..]
        switch "$at $word"
            case " conflicts" " sequence"
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

complete -c git-sprint -n '__git_sprint_at ""' -f -a conflicts -d 'Merge every pair of branches in memory: which collide, in which files and lines, and who should talk'
complete -c git-sprint -n '__git_sprint_at ""' -f -a sequence -d 'Show which branches can land now without a rebase, and in which order the others follow, at what cost and why'
complete -c git-sprint -n '__git_sprint_at ""' -l version -d 'Show the version of gitgov'
complete -c git-sprint -n '__git_sprint_at ""' -s h -l help -d 'Show this message and exit'
complete -c git-sprint -n '__git_sprint_at " conflicts"' -f -a '(git for-each-ref --format=\'%(refname:lstrip=2)\' refs/heads refs/remotes 2>/dev/null)'
complete -c git-sprint -n '__git_sprint_at " conflicts"' -l into -x -a '(git for-each-ref --format=\'%(refname:lstrip=2)\' refs/heads refs/remotes 2>/dev/null)' -d 'The branch that all land in; left out: the main branch'
complete -c git-sprint -n '__git_sprint_at " conflicts"' -l near -d 'Also those that change the same files and yet merge cleanly'
complete -c git-sprint -n '__git_sprint_at " conflicts"' -l json -d 'Print JSON with stable keys'
complete -c git-sprint -n '__git_sprint_at " conflicts"' -s h -l help -d 'Show this message and exit'
complete -c git-sprint -n '__git_sprint_at " sequence"' -f -a '(git for-each-ref --format=\'%(refname:lstrip=2)\' refs/heads refs/remotes 2>/dev/null)'
complete -c git-sprint -n '__git_sprint_at " sequence"' -l into -x -a '(git for-each-ref --format=\'%(refname:lstrip=2)\' refs/heads refs/remotes 2>/dev/null)' -d 'The branch that all land in; left out: the main branch'
complete -c git-sprint -n '__git_sprint_at " sequence"' -l json -d 'Print JSON with stable keys'
complete -c git-sprint -n '__git_sprint_at " sequence"' -s h -l help -d 'Show this message and exit'
