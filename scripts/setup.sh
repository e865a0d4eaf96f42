#!/usr/bin/env bash
# Makes the virtual environment and installs exactly what requirements.lock names. Usage: setup.sh VENV
set -euo pipefail
venv=$1
python=$(command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3 || true)
for candidate in python3.13 python3.12 python3.11 python3; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Showfloor needs Python 3.11 or newer; none was found on this machine. Install python3 and try again." >&2
  exit 1
fi
echo "Setting up $venv with $($python --version) …"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# An environment that another tool made may have no pip; the standard library carries one.
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
"$venv/bin/python" -m pip install -q --disable-pip-version-check 'uv>=0.9'
"$venv/bin/uv" pip install -q --python "$venv/bin/python" --require-hashes --compile-bytecode -r requirements.lock
"$venv/bin/uv" pip install -q --python "$venv/bin/python" --no-deps -e .
