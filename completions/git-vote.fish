# Completion of `git vote`. Written by `make docs`; do not edit.

function __git_vote_at
    set -l at
    for word in (commandline -opc)[2..]
        switch "$at $word"
            case " aye" " nay" " abstain" " status"
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

complete -c git-vote -n '__git_vote_at ""' -f -a aye -d 'Vote in favour'
complete -c git-vote -n '__git_vote_at ""' -f -a nay -d 'Vote against'
complete -c git-vote -n '__git_vote_at ""' -f -a abstain -d 'Abstain: counted as present, not as a vote'
complete -c git-vote -n '__git_vote_at ""' -f -a status -d 'Show how a question stands: who has voted, what is missing, and whether it can be announced'
complete -c git-vote -n '__git_vote_at ""' -l version -d 'Show the version of gitgov'
complete -c git-vote -n '__git_vote_at ""' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " aye"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " aye"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " aye"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " aye"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " nay"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " nay"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " nay"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " nay"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " abstain"' -s m -l message -r -d 'Say why'
complete -c git-vote -n '__git_vote_at " abstain"' -l key -r -d 'Sign with this key instead of gov.key or user.signingKey'
complete -c git-vote -n '__git_vote_at " abstain"' -l sync -d 'Then exchange lines with the remote, as git gov sync does'
complete -c git-vote -n '__git_vote_at " abstain"' -s h -l help -d 'Show this message and exit'
complete -c git-vote -n '__git_vote_at " status"' -l json -d 'Print JSON with stable keys'
complete -c git-vote -n '__git_vote_at " status"' -s h -l help -d 'Show this message and exit'
