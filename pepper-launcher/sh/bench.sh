# Read by ./pepper: measures Pepper beside its alternative.

run_bench() {
  find_jdk
  if [ "${1:-}" = start ]; then
    is_built || build_product
    find_cache
    bench_start
    return
  fi
  find_maven
  log=$root/target/bench/build.log
  mkdir -p "$root/target/bench"
  echo "pepper: building what the measurement needs (log in $log)"
  (cd "$root" && "$maven" -B -q -DskipTests -Dspotless.check.skip=true package) >"$log" 2>&1 || {
    cat "$log" >&2
    fail "the build failed; its log is above and in $log"
  }
  bench=io.pepper.bench.Bench
  if [ "${1:-}" = peers ]; then
    shift
    bench=io.pepper.bench.peers.PeersBench
    find_cache
    require_cache
    prepare_baseline "$@"
  fi
  cd "$root" || exit 1
  exec "$JAVA_HOME/bin/java" -Xmx512m \
    -cp "pepper-test/target/test-classes:pepper-test/target/classes:$(cat pepper-test/target/test.classpath)" \
    "$bench" "$@"
}

# Makes the cache of the second start, or ends with the reason.
require_cache() {
  prepare_standstill=600
  cache_is_fresh && return
  echo "pepper: preparing the cache of the second start"
  (prepare) || fail "the cache could not be made; see $build/prepare.log"
  # Another run may have been at it already.
  until cache_is_fresh; do
    kill -0 "$(cat "$build/preparing" 2>/dev/null)" 2>/dev/null ||
      fail "the cache could not be made; see $build/prepare.log"
    sleep 1
  done
}

# Has the build that "--baseline" names make its own cache, by its own script.
prepare_baseline() {
  while [ $# -gt 1 ]; do
    if [ "$1" = --baseline ] && [ -x "$2/pepper" ]; then
      [ -f "$2/pepper-launcher/target/server/launch.args" ] || "$2/pepper" build ||
        fail "the baseline $2 could not be built"
      # Earlier builds end the preparation after 120 s, which a busy machine needs, unless told so.
      prepare_limit=600 "$2/pepper" prepare || fail "the cache of the baseline $2 could not be made"
    fi
    shift
  done
}

# --- start: an empty stock Payara, Pepper without its cache, Pepper with it, in turns ---

now_ms() {
  date +%s%3N
}

# The CPU seconds and the resident megabytes of process $1.
cost_of() {
  awk '{ printf "%.1f", ($14 + $15) / 100 }' "/proc/$1/stat"
  awk '/^VmRSS/ { printf " %d", $2 / 1024 }' "/proc/$1/status"
}

# Starts Pepper with JVM options $@, prints: milliseconds until ready, CPU seconds, megabytes when idle.
time_pepper() {
  folder=$(mktemp -d "$work/pepper.XXXXXX")
  begin=$(now_ms)
  PEPPER_DATA=$folder/data PEPPER_HTTP_PORT=0 PEPPER_RESP_PORT=0 PEPPER_GRPC_PORT=0 \
    "$JAVA_HOME/bin/java" "@$build/server/launch.args" "$@" io.pepper.launcher.Pepper >"$folder/out" 2>&1 &
  pid=$!
  until grep -q '^pepper ready' "$folder/out"; do
    kill -0 $pid 2>/dev/null || { cat "$folder/out" >&2; return 1; }
    sleep 0.05
  done
  taken=$(($(now_ms) - begin))
  cpu=$(cost_of $pid)
  sleep "$idle"
  cost=$(cost_of $pid)
  echo "$taken ${cpu% *} ${cost#* }"
  kill $pid
  wait $pid
}

# The same for an empty domain of the server as it comes out of its zip.
time_stock() {
  begin=$(now_ms)
  AS_JAVA=$JAVA_HOME sh "$stock/bin/asadmin" start-domain --domaindir "$work/domains" bench >"$work/stock.log" 2>&1 &
  asadmin=$!
  until curl -s -o "$work/page" "http://127.0.0.1:$((base + 80))/"; do
    sleep 0.05
  done
  taken=$(($(now_ms) - begin))
  pid=$(pgrep -f -- "$work/domains/bench" | head -n 1)
  cpu=$(cost_of "$pid")
  wait $asadmin
  sleep "$idle"
  cost=$(cost_of "$pid")
  echo "$taken ${cpu% *} ${cost#* }"
  AS_JAVA=$JAVA_HOME sh "$stock/bin/asadmin" stop-domain --domaindir "$work/domains" bench >>"$work/stock.log" 2>&1
}

# One row: the median of each column of file $2, and the ratio of the time to that of the stock server.
row() {
  ready=$(cut -d' ' -f1 "$2" | sort -n | sed -n 2p)
  cpu=$(cut -d' ' -f2 "$2" | sort -n | sed -n 2p)
  rss=$(cut -d' ' -f3 "$2" | sort -n | sed -n 2p)
  reference=$(cut -d' ' -f1 "$work/stock" | sort -n | sed -n 2p)
  awk -v n="$1" -v t="$ready" -v c="$cpu" -v m="$rss" -v r="$reference" \
    'BEGIN { printf "| %-38s | %7.1f | %5.2f | %6.1f | %5d |\n", n, t / 1000, t / r, c, m }'
}

bench_start() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/pepper-bench.XXXXXX") || fail "cannot make a temporary folder"
  trap 'rm -rf "$work"' EXIT
  stock=$build/payara/payara6 base=21000 idle=10
  require_cache
  AS_JAVA=$JAVA_HOME sh "$stock/bin/asadmin" create-domain --nopassword --domaindir "$work/domains" \
    --portbase $base bench >"$work/stock.log" 2>&1 || { cat "$work/stock.log"; fail "no stock domain"; }
  time_stock >/dev/null # its first start unpacks and caches bundles, which later ones need not
  for round in 1 2 3; do
    echo "pepper: round $round of 3"
    time_stock >>"$work/stock"
    time_pepper >>"$work/first" || fail "Pepper did not start"
    time_pepper "$use" "$quiet" >>"$work/second" || fail "Pepper did not start"
  done
  mkdir -p "$root/target/bench"
  {
    echo "| start, median of 3, JDK $best             | ready s | ratio | CPU s  | RSS MB |"
    echo "|----------------------------------------|---------|-------|--------|-------|"
    row "empty stock Payara Server" "$work/stock"
    row "Pepper, first start (no cache)" "$work/first"
    row "Pepper, second start (cache)" "$work/second"
  } | tee "$root/target/bench/start.md"
}
