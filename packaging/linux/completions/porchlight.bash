# bash completion for porchlight
_porchlight() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words
  case $previous in
    --file | --output | --ca | --client-cert | --client-key | --rules) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --data-folder) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --auth) COMPREPLY=($(compgen -W 'bearer password query none' -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W 'ndjson json csv' -- "$word")); return ;;
    *) ;;
  esac
  case ${COMP_WORDS[1]-} in
    tail) words='--server --auth --token-stdin --types --query --rules --data-folder --json --max-events --for --demo --demo-rate --demo-seed --tls-fingerprint --ca --client-cert --client-key --proxy' ;;
    history) words='--query --since --until --server --limit --reverse --data-folder --file --json --csv' ;;
    export) words='--query --since --until --server --limit --reverse --data-folder --file --format --output' ;;
    rules) words='list test export import --file --history --days --since --json --fail-on-match --output --replace --data-folder' ;;
    settings) words='export import --output --apply --data-folder' ;;
    diagnostics) words='--output --data-folder' ;;
    help) words='rules' ;;
    *) words='tail history export rules settings diagnostics help --help --version --demo --hidden --pause' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  # A file of rules or settings.
  if [[ ${COMP_WORDS[1]-} =~ ^(rules|settings)$ && $COMP_CWORD -gt 2 && $word != -* ]]; then COMPREPLY+=($(compgen -f -- "$word")); fi
}
complete -F _porchlight porchlight
