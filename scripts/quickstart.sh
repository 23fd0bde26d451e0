#!/bin/sh
# Publishes the tool into artifacts/tool and runs its tour on the embedded digits; options are those of `neuromanifold quickstart`.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/needs.sh

require_dotnet
offer_openblas
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

echo "Publishing the tool into artifacts/tool" >&2
dotnet publish src/CommandLine -c Release -o artifacts/tool -nologo -v q -nodeReuse:false >&2
exec artifacts/tool/neuromanifold quickstart "$@"
