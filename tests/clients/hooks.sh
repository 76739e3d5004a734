#!/usr/bin/env bash
# The hooks of this repository's last commit, installed and run by pre-commit itself, then once more without a network.
#   PRE_COMMIT   the program (default: pre-commit); what is not there is skipped with a word
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
pre_commit=${PRE_COMMIT:-pre-commit}
command -v "$pre_commit" >/dev/null || { echo "skipped: hooks (needs pre-commit)"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fine() { echo "ok   $1"; }
fault() { echo "FAIL $1"; cat "$work/out"; status=1; }

"$pre_commit" validate-manifest "$root/.pre-commit-hooks.yaml" >"$work/out" 2>&1 && fine "manifest" || fault "manifest"

export PRE_COMMIT_HOME=$work/home CREDLINT_CACHE_DIR=$work/cache
git clone -q "$root" "$work/credlint"
mkdir -p "$work/site/articles/with space" && cd "$work/site" && git init -q
cat >credlint.toml <<'TOML'
content = ["articles"]
exclude = ["articles/excluded.md"]
TOML
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/credlint
    rev: $(git -C "$work/credlint" rev-parse HEAD)
    hooks:
      - id: credlint
      - id: credlint-links
YAML
broken='See [here](./gone.md).'
printf '%s\n' '# Linked' >articles/linked.md
printf '%s\n' "$broken" >articles/excluded.md
printf '%s\n' "$broken" >articles/untouched.md
printf '%s\n' "$broken" >"articles/with space/touché.mdx"
printf '%s\n' 'See [the other](../linked.md#linked).' >"articles/with space/good.md"
git add -A && git -c user.name=t -c user.email=t@example.org commit -q -m "A site"

try() { # what, expected exit code, expected words or -, unexpected words or -, command...
  local what=$1 code=$2 words=$3 others=$4
  shift 4
  "$@" >"$work/out" 2>&1
  local ended=$?
  if [ $ended -ne "$code" ]; then echo "exit $ended, not $code" >>"$work/out"; fault "$what"; return; fi
  if [ "$words" != - ] && ! grep -q "$words" "$work/out"; then fault "$what"; return; fi
  if [ "$others" != - ] && grep -q "$others" "$work/out"; then fault "$what"; return; fi
  fine "$what"
}
run() { "$pre_commit" run "$@"; }

try "all files: what is excluded stays excluded" 1 "untouched.md:1" "excluded.md" run credlint --all-files
try "one file: only that one is reported" 1 "touché.mdx:1" "untouched.md" run credlint --files "articles/with space/touché.mdx"
try "one good file: it may link to files that were not given" 0 - - run credlint --files "articles/with space/good.md"
try "an excluded file is not checked when it is named" 0 - - run credlint --files articles/excluded.md
try "links are not asked for at a commit" 0 - "links" run --files articles/linked.md
try "links before a push" 0 "credlint links" - run --hook-stage pre-push credlint-links --files articles/linked.md
if unshare -rn true 2>/dev/null; then
  try "the same without a network" 1 "touché.mdx:1" "internal error" unshare -rn "$pre_commit" run credlint --all-files
else
  echo "skipped: without a network (needs unshare -n)"
fi
[ -z "$(git status --porcelain)" ] && fine "the checkout is as it was" || fault "the checkout is as it was"
exit $status
