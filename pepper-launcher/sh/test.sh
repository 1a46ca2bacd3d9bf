# Read by ./pepper: runs every test, after installing what the tests start.

# A line each: a Debian package, then a command that succeeds if it is there.
needed_packages() {
  cat <<'END'
redis-server     command -v redis-server
redis-tools      command -v redis-cli
etcd-server      command -v etcd
etcd-client      command -v etcdctl
php8.2-fpm       command -v php-fpm8.2
php8.2-cli       command -v php8.2
php-redis        php8.2 -m | grep -q '^redis$'
php-predis       ls /usr/share/php/Predis/autoload.php
python3-redis    /usr/bin/python3 -c 'import redis'
python3-pip      /usr/bin/python3 -m pip --version
mariadb-server   command -v mariadbd
chromium         command -v chromium
chromium-driver  command -v chromedriver
iproute2         command -v ip
curl             command -v curl
libfaketime      ls /usr/lib/*/faketime/libfaketime.so.1
nodejs           command -v node
npm              command -v npm
golang-go        command -v go || command -v /usr/local/go/bin/go
gcc              command -v gcc
libc6-dev        ls /usr/include/stdio.h
libhiredis-dev   ls /usr/include/hiredis/hiredis.h
cargo            command -v cargo
END
}

missing_packages() {
  # Servers lie in sbin, which is not in every user's path.
  PATH=$PATH:/usr/sbin:/sbin
  needed_packages | while read -r package check; do
    sh -c "$check" >/dev/null 2>&1 || echo "$package"
  done
}

# Installs packages with root's rights: ours, or sudo's, which asks.
install_packages() {
  command -v apt-get >/dev/null 2>&1 ||
    fail "the tests need what these Debian packages contain: $*; install it and try again"
  echo "pepper: installing for the tests: $*"
  as_root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "root must install first: apt-get install $*"
    as_root=sudo
  fi
  $as_root apt-get update || fail "apt-get update failed"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    fail "apt-get could not install: $*"
}

# What ran, and what did not and why, out of the reports of all modules.
test_summary() {
  find "$root" -path '*/target/surefire-reports/TEST-*.xml' -newer "$1" -exec cat {} + |
    awk '
      /<testcase / { tests++; name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
                     class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class) }
      /<skipped/   { skipped++; why = $0
                     if (!sub(/.*message="/, "", why)) why = "no reason given"; sub(/".*/, "", why)
                     print "pepper: skipped " class "." name ": " why }
      END { printf "pepper: %d tests, %d skipped\n", tests, skipped; exit tests == 0 }'
}

run_tests() {
  case ${1:-} in
    "") long=false ;;
    --long) long=true ;;
    *) fail "unknown option \"$1\": ./pepper test [--long]" ;;
  esac
  find_jdk
  find_maven
  # shellcheck disable=SC2046 # one word a package
  set -- $(missing_packages)
  [ $# = 0 ] || install_packages "$@"
  # shellcheck disable=SC2046
  set -- $(missing_packages)
  [ $# = 0 ] || fail "still missing after the installation: $*"

  mkdir -p "$root/target"
  : >"$root/target/tests-began"
  (cd "$root" && "$maven" -B -Dpepper.long="$long" verify)
  status=$?
  test_summary "$root/target/tests-began" || fail "no test ran"
  [ $status = 0 ] || fail "tests failed"
}
