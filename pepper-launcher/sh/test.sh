# Read by ./pepper: runs every test, after installing what the tests start; or the tests of one module.

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
openssl          command -v openssl
nginx            command -v nginx
caddy            command -v caddy
haproxy          command -v haproxy
slapd            ls /usr/sbin/slapd
ldap-utils       command -v ldapadd
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

# The folders of the modules that have tests, from the root.
test_modules() {
  (cd "$root" && for tests in */src/test/java */*/src/test/java */*/*/src/test/java; do
    if [ -d "$tests" ]; then echo "${tests%/src/test/java}"; fi
  done)
}

# The folder of the module that $1 names by its path or its last part, with or without "pepper-".
find_module() {
  wanted=${1#./} wanted=${wanted%/}
  for module in $(test_modules); do
    case $module in
      "$wanted" | */"$wanted" | "pepper-$wanted") echo "$module" && return ;;
    esac
  done
  return 1
}

# The test classes of module $1 whose simple name matches the pattern $2, separated by commas.
test_classes() {
  (cd "$root/$1/src/test/java" && find . -name "$2.java" -name '*Test.java') |
    sed 's|^\./||; s|\.java$||; s|/|.|g' | sort | paste -sd, -
}

# Module $1 with the modules that it needs, and of its tests those that match $2.
run_module_tests() {
  module=$(find_module "$1") || fail "no module \"$1\" with tests; there are: $(test_modules | paste -sd' ' -)"
  classes=$(test_classes "$module" "${2:-*}")
  [ -n "$classes" ] || fail "no test \"$2\" in $module"
  missing=$(missing_packages | paste -sd' ' -)
  [ -z "$missing" ] || echo "pepper: not installed, so some tests cannot run (./pepper test installs it): $missing"
  needed=$module phase=test
  if [ "$module" = pepper-test ]; then
    # It starts what these make; none of them is a dependency.
    needed=pepper-ear,pepper-micro,pepper-launcher,pepper-test phase=verify
  fi
  : >"$root/target/tests-began"
  # shellcheck disable=SC2046 # one word an option
  (cd "$root" && "$maven" -B -q -Dspotless.check.skip=true $(long_form "$long") -pl "$needed" -am "$phase" \
    -Dtest="$classes" -Dsurefire.failIfNoSpecifiedTests=false)
}

# The options of Maven for the long form, whose tests may take hours; $1 says whether it is wanted.
long_form() {
  [ "$1" = false ] || echo -Dpepper.long=true -Dpepper.test.timeout=12h -Dpepper.test.module.seconds=0
}

run_tests() {
  long=false
  if [ "${1:-}" = --long ]; then
    long=true
    shift
  fi
  case ${1:-} in
    -*) fail "unknown option \"$1\": ./pepper test [--long] [module [test]]" ;;
  esac
  find_jdk
  find_maven
  mkdir -p "$root/target"
  if [ $# -gt 0 ]; then
    run_module_tests "$@"
  else
    run_all_tests
  fi
  status=$?
  test_summary "$root/target/tests-began" || fail "no test ran"
  [ $status = 0 ] || fail "tests failed"
}

run_all_tests() {
  # shellcheck disable=SC2046 # one word a package
  set -- $(missing_packages)
  [ $# = 0 ] || install_packages "$@"
  # shellcheck disable=SC2046
  set -- $(missing_packages)
  [ $# = 0 ] || fail "still missing after the installation: $*"

  : >"$root/target/tests-began"
  # shellcheck disable=SC2046
  (cd "$root" && PEPPER_REQUIRE_TOOLS=on "$maven" -B -T 2 -Dpepper.beside $(long_form "$long") verify)
}
