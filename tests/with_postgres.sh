#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a PostgreSQL:
#     tests/with_postgres.sh command…
# the caller's own when DATABASE_URL already names one, else a temporary one, removed at the end.
# Exits with the command's status, or 69 when no PostgreSQL server is installed.
set -euo pipefail

[ $# -gt 0 ] || { echo "Usage: tests/with_postgres.sh command…" >&2; exit 64; }

case "${DATABASE_URL:-}" in
    postgres://* | postgresql://*) exec "$@" ;;
esac

# Where the server's programs are: pg_config may be there without them (it comes with libpq).
find_programs() {
    local folder
    for folder in \
        "$(pg_config --bindir 2>/dev/null || true)" \
        "$(dirname "$(command -v initdb || true)")" \
        $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
            echo "$folder"
            return
        fi
    done
}

programs=$(find_programs)
if [ -z "$programs" ]; then
    echo "No PostgreSQL server on this machine (initdb, pg_ctl, postgres), and DATABASE_URL names none." >&2
    exit 69
fi

# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    account=nobody
    if id -u postgres >/dev/null 2>&1; then account=postgres; fi
    if command -v runuser >/dev/null; then
        as_server=(runuser -u "$account" --)
    else
        # `su` takes a command line, not arguments: "$0" "$@" hands them over untouched.
        as_server=(su "$account" -s /bin/sh -c '"$0" "$@"' --)
    fi
fi
# From "/": the server's account may not enter the caller's folder.
server() { (cd / && exec ${as_server[@]+"${as_server[@]}"} "$programs/$1" "${@:2}"); }

folder=$(mktemp -d "${TMPDIR:-/tmp}/portail-postgres.XXXXXX")
cleanup() {
    trap - EXIT INT TERM HUP
    if [ -e "$folder/data/postmaster.pid" ]; then
        server pg_ctl stop --pgdata "$folder/data" --mode immediate --silent >/dev/null || true
    fi
    rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "$(id -u)" -eq 0 ]; then chown "$account" "$folder"; fi

# C.UTF-8 knows accents and sorts alike everywhere; where it is missing, the machine's own locale.
initialise() {
    server initdb --pgdata "$folder/data" --username portail --auth trust --encoding UTF8 \
        --no-sync "$@" >"$folder/initdb.log" 2>&1
}
if ! initialise --locale C.UTF-8; then
    rm -rf "$folder/data"
    initialise || { cat "$folder/initdb.log" >&2; exit 1; }
fi

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Another program may take the port between the question and the start: a few tries.
started=
for _ in 1 2 3 4 5; do
    port=$(free_port)
    if server pg_ctl start --pgdata "$folder/data" --log "$folder/data/server.log" --silent --wait \
        --options "-h 127.0.0.1 -p $port -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
        >/dev/null 2>&1; then
        started=yes
        break
    fi
done
[ -n "$started" ] || { cat "$folder/data/server.log" >&2; exit 1; }

export DATABASE_URL="postgresql://portail@127.0.0.1:$port/postgres"
status=0
"$@" || status=$?
exit "$status"
