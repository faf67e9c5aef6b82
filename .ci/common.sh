# What the jobs share; each sources it from the project's folder.
export PIP_DISABLE_PIP_VERSION_CHECK=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# new_venv PYTHON WHAT... makes a fresh environment with this and what the tests need.
new_venv() {
  local python=$1
  shift
  rm -rf "$work/venv"
  "$python" -m venv "$work/venv"
  "$work/venv/bin/python" -m pip install --quiet --no-compile "$@" \
    build hatchling hypothesis networkx openpyxl pypdf pytest pytest-xdist
}

# run_tests WHAT... runs tests of the current folder; browsers and LibreOffice have had their turn.
run_tests() {
  "$work/venv/bin/python" -m pytest -n 2 -q -p no:cacheprovider --ignore=tests/browser \
    -m 'not libreoffice' "$@"
}
