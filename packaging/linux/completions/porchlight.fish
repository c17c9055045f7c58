# fish completion for porchlight
complete -c porchlight -f
complete -c porchlight -n __fish_use_subcommand -a 'tail history export rules settings diagnostics help'
complete -c porchlight -n __fish_use_subcommand -l help -s h -d 'Show the options'
complete -c porchlight -n __fish_use_subcommand -l version -s V -d 'Show the version'
complete -c porchlight -n __fish_use_subcommand -l demo -d 'Start with a demo home'
complete -c porchlight -n __fish_use_subcommand -l hidden -d 'Start into the tray'
complete -c porchlight -n __fish_use_subcommand -l pause -d 'Pause notifications for an hour'
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l server -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l auth -x -a 'bearer password query none'
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l token-stdin
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l types -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l query -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l rules -F
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l data-folder -r -F
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l json
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l max-events -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l for -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l demo
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l demo-rate -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l demo-seed -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l tls-fingerprint -x
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l ca -r -F
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l client-cert -r -F
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l client-key -r -F
complete -c porchlight -n '__fish_seen_subcommand_from tail' -l proxy -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l query -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l since -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l until -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l server -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l limit -x
complete -c porchlight -n '__fish_seen_subcommand_from history' -l reverse
complete -c porchlight -n '__fish_seen_subcommand_from history' -l data-folder -r -F
complete -c porchlight -n '__fish_seen_subcommand_from history' -l file -r -F
complete -c porchlight -n '__fish_seen_subcommand_from history' -l json
complete -c porchlight -n '__fish_seen_subcommand_from history' -l csv
complete -c porchlight -n '__fish_seen_subcommand_from export' -l query -x
complete -c porchlight -n '__fish_seen_subcommand_from export' -l since -x
complete -c porchlight -n '__fish_seen_subcommand_from export' -l until -x
complete -c porchlight -n '__fish_seen_subcommand_from export' -l server -x
complete -c porchlight -n '__fish_seen_subcommand_from export' -l limit -x
complete -c porchlight -n '__fish_seen_subcommand_from export' -l reverse
complete -c porchlight -n '__fish_seen_subcommand_from export' -l data-folder -r -F
complete -c porchlight -n '__fish_seen_subcommand_from export' -l file -r -F
complete -c porchlight -n '__fish_seen_subcommand_from export' -l format -x -a 'ndjson json csv'
complete -c porchlight -n '__fish_seen_subcommand_from export' -l output -r -F
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l file -r -F
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l history
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l days -x
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l since -x
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l json
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l fail-on-match
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l output -r -F
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l replace
complete -c porchlight -n '__fish_seen_subcommand_from rules' -l data-folder -r -F
complete -c porchlight -n '__fish_seen_subcommand_from rules' -a 'list test export import'
complete -c porchlight -n '__fish_seen_subcommand_from settings' -l output -r -F
complete -c porchlight -n '__fish_seen_subcommand_from settings' -l apply
complete -c porchlight -n '__fish_seen_subcommand_from settings' -l data-folder -r -F
complete -c porchlight -n '__fish_seen_subcommand_from settings' -a 'export import'
complete -c porchlight -n '__fish_seen_subcommand_from diagnostics' -l output -r -F
complete -c porchlight -n '__fish_seen_subcommand_from diagnostics' -l data-folder -r -F
