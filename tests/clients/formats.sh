#!/usr/bin/env bash
# The expected files of the tests before the programs that read such files in the wild.
# Usage: tests/clients/formats.sh [FOLDER]   (default: tests/reporters/expected)
#   NODE_MODULES_PARENT   a folder with `npm install @microsoft/sarif-multitool`
#   CLIENTS_PYTHON        a Python with `pip install icalendar ics check-jsonschema xmlschema junitparser`
#   JUNIT_XSD             junit-10.xsd, as in pytest's source archive
#   RDJSON_SCHEMA         DiagnosticResult.json, as in reviewdog's proto/rdf/jsonschema
# What is not there is skipped with a word.
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../reporters/expected}
python=${CLIENTS_PYTHON:-python3}
node_modules=${NODE_MODULES_PARENT:-$PWD}/node_modules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fine() { echo "ok   $1"; }
fault() { echo "FAIL $1"; status=1; }
skip() { echo "skipped: $1"; }
has() { "$python" -c "import $1" 2>/dev/null; }

sarif=$folder/check-sarif.sarif
schema=$(find "$node_modules/@microsoft" -name sarif-2.1.0.json 2>/dev/null | head -1)
if [ -n "$schema" ] && has check_jsonschema; then
  "$python" -m check_jsonschema --schemafile "$schema" "$sarif" >"$work/out" 2>&1 && fine "SARIF schema" || { fault "SARIF schema"; cat "$work/out"; }
else
  skip "SARIF schema (needs @microsoft/sarif-multitool and check-jsonschema)"
fi
tool=$(find "$node_modules/@microsoft" -name Sarif.Multitool -type f 2>/dev/null | head -1)
if [ -n "$tool" ]; then
  chmod +x "$tool"
  # The exit code is 0 even where there are errors, so its own report is read.
  sed 's/"VERSION"/"0.1.0"/' "$sarif" >"$work/in.sarif"
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$tool" validate "$work/in.sarif" --config default --level "Error;Warning;Note" --output "$work/told.sarif" >"$work/out" 2>&1
  if [ -f "$work/told.sarif" ]; then
    "$python" - "$work/told.sarif" <<'PY' && fine "SARIF Multitool: no error" || fault "SARIF Multitool"
import json, sys
results = [r for run in json.load(open(sys.argv[1], encoding="utf-8-sig"))["runs"] for r in run.get("results", [])]
counts = {}
for r in results:
    key = (r.get("level", "warning"), r["ruleId"])
    counts[key] = counts.get(key, 0) + 1
for (level, rule), count in sorted(counts.items()):
    print(f"       {level} {rule}: {count}")
sys.exit(any(level == "error" for level, _ in counts))
PY
  else
    fault "SARIF Multitool gave no report"; tail -5 "$work/out"
  fi
else
  skip "SARIF Multitool (needs @microsoft/sarif-multitool)"
fi

if [ -f "${RDJSON_SCHEMA:-}" ] && has check_jsonschema; then
  "$python" -m check_jsonschema --schemafile "$RDJSON_SCHEMA" "$folder/check-rdjson.json" >"$work/out" 2>&1 && fine "rdjson schema" || { fault "rdjson schema"; cat "$work/out"; }
else
  skip "rdjson schema (needs RDJSON_SCHEMA and check-jsonschema)"
fi

if [ -f "${JUNIT_XSD:-}" ] && has xmlschema; then
  "$python" - "$JUNIT_XSD" "$folder/check-junit.xml" <<'PY' && fine "JUnit XSD" || fault "JUnit XSD"
import sys, xmlschema
errors = list(xmlschema.XMLSchema(sys.argv[1]).iter_errors(sys.argv[2]))
for error in errors:
    print("      ", error.reason, error.path)
sys.exit(bool(errors))
PY
else
  skip "JUnit XSD (needs JUNIT_XSD and xmlschema)"
fi
if has junitparser; then
  "$python" - "$folder/check-junit.xml" <<'PY' && fine "junitparser" || fault "junitparser"
import sys, junitparser
suites = junitparser.JUnitXml.fromfile(sys.argv[1])
assert suites.tests == sum(len(list(suite)) for suite in suites) == 6 and suites.failures == 3 and suites.errors == 1
PY
else
  skip "junitparser"
fi

ics=$folder/staleness-ics.ics
if has icalendar; then
  "$python" - "$ics" <<'PY' && fine "icalendar" || fault "icalendar"
import datetime, sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
events = [part for part in calendar.walk() if part.name == "VEVENT"]
assert len(events) == 2 and not calendar.errors and not any(event.errors for event in events)
first = events[0]
assert first["DTSTART"].dt == datetime.date(2026, 8, 31) and first["DTEND"].dt == datetime.date(2026, 9, 1)
assert str(first["SUMMARY"]).startswith("Globex Candy Engineer; Expert, 2nd \\ edition: retires")
assert "\nArticles to change:\n- " in str(first["DESCRIPTION"]) and first["UID"] and first["DTSTAMP"]
PY
else
  skip "icalendar"
fi
if has ics; then
  "$python" -W ignore - "$ics" <<'PY' && fine "ics" || fault "ics"
import sys, ics
events = sorted(ics.Calendar(open(sys.argv[1], encoding="utf-8", newline="").read()).events)
assert len(events) == 2 and events[0].all_day and events[0].begin.date().isoformat() == "2026-08-31"
assert "Globex Candy Engineer; Expert, 2nd \\ edition" in events[0].name
PY
else
  skip "ics"
fi
exit $status
