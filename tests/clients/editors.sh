#!/usr/bin/env bash
# The language server before the editors that people use: Neovim and Emacs with eglot, both without a screen.
# Usage: tests/clients/editors.sh [CREDLINT]   (default: credlint)
# An editor that is not installed is skipped with a word (Debian: neovim, emacs-nox elpa-eglot elpa-markdown-mode).
set -u
here=$(cd "$(dirname "$0")" && pwd)
credlint=$(command -v "${1:-credlint}") || { echo "there is no ${1:-credlint}"; exit 2; }
export CREDLINT=$credlint
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
export XDG_CACHE_HOME=$site/.cache XDG_STATE_HOME=$site/.state XDG_DATA_HOME=$site/.data XDG_CONFIG_HOME=$site/.config HOME=$site
mkdir -p "$site/.git" "$site/articles" "$site/catalog/acme"
cat >"$site/credlint.toml" <<'END'
content = ["articles"]
catalog = ["catalog"]
END
echo "name: Acme" >"$site/catalog/acme/provider.yaml"
cat >"$site/catalog/acme/baker.yaml" <<'END'
name: Acme Certified Baker
kind: exam
costs:
- {amount: 120, currency: USD, basis: exam, since: 2020-01-01, sources: [acme], checked: 2026-05}
sources:
  acme: {url: https://acme.example/baker, title: Baker exam, official: true, seen: page, page-date: 2026-05}
END
# In line 3 the price begins at UTF-16 column 44: each emoji counts as two.
printf '# Exams\n\n🙂🙂 The **Acme Certified Baker** exam costs $100.\n' >"$site/articles/prices.md"
status=0
try() { # NAME PROGRAM COMMAND...
  local name=$1 program=$2
  shift 2
  if ! command -v "$program" >/dev/null; then echo "skipped: $name (needs $program)"; return; fi
  if (cd "$site" && timeout 60 "$@") >"$site/told" 2>&1 && grep -q "^all good" "$site/told"; then
    echo "ok   $name ($("$program" --version | head -1))"
  else
    echo "FAIL $name"; cat "$site/told"; status=1
  fi
}
try "Neovim" nvim nvim --headless -u NONE -i NONE -c "luafile $here/editors/neovim.lua"
try "Emacs with eglot" emacs emacs --batch -l "$here/editors/eglot.el"
exit $status
