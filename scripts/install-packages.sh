# Sourced by ./run and ./check: installs what packages.txt names and this machine lacks.
# usage: install_packages [tests]

wanted_packages () {
  awk -v tests="$1" '/^#/ || !NF { next } /^\[tests\]$/ { if (!tests) exit; next } { print $1 }' packages.txt
}

missing_packages () {
  for package in $(wanted_packages "$1"); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
  done
}

install_packages () {
  if ! command -v apt-get >/dev/null; then
    echo "This is not Debian: please see packages.txt for what is needed." >&2
    return 0
  fi
  missing=$(missing_packages "${1:-}")
  [ -n "$missing" ] || return 0
  echo "Installing:" $missing >&2
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  $as_root apt-get update -q >&2
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
}
