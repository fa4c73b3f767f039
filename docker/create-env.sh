#!/bin/sh
# Writes .env beside this file from .env.example, with new secrets: sh create-env.sh [site-domain livekit-domain]
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo ".env exists already; its secrets are kept." >&2
  exit 1
fi
site=${1:-replay.example.com}
livekit=${2:-livekit.example.com}
umask 077
while IFS= read -r line; do
  case $line in
    AUTH_SECRET=|POSTGRES_PASSWORD=|LIVEKIT_API_SECRET=|METRICS_TOKEN=|GRAFANA_ADMIN_PASSWORD=)
      printf '%s%s\n' "$line" "$(od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n')" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <.env.example | sed -e "s/replay\.example\.com/$site/" -e "s/livekit\.example\.com/$livekit/" >.env
echo "Wrote .env with new secrets for $site and $livekit."
