# What the scripts need from the system; sourced, never run alone.

# The .NET SDK is a must, and only its user knows where it should come from.
require_dotnet() {
    command -v dotnet >/dev/null 2>&1 && return
    echo "No dotnet was found. Install the .NET SDK 10 from https://dotnet.microsoft.com or with your system's package manager, then run this again." >&2
    exit 1
}

# OpenBLAS makes products faster where the managed kernels are not yet the faster ones; everything works without it.
# Hence it is installed quietly where that needs no password, and its absence fails nothing.
offer_openblas() {
    if [ -n "${NEUROMANIFOLD_BLAS:-}" ] || has_openblas; then return 0; fi
    install_openblas </dev/null >/dev/null 2>&1 || :
    has_openblas || echo "OpenBLAS is not installed and could not be without a password or a network; the managed kernels do its work." >&2
}

has_openblas() {
    if command -v ldconfig >/dev/null 2>&1 && ldconfig -p 2>/dev/null | grep -q 'libopenblas'; then return 0; fi
    for library in /usr/lib/libopenblas.* /usr/lib/*/libopenblas.* /usr/lib64/libopenblas* /usr/local/opt/openblas/lib/libopenblas.* /opt/homebrew/opt/openblas/lib/libopenblas.*; do
        if [ -e "$library" ]; then return 0; fi
    done
    return 1
}

install_openblas() {
    if command -v apt-get >/dev/null 2>&1; then
        as_root apt-get install -y --no-install-recommends libopenblas0-pthread \
            || { as_root apt-get update && as_root apt-get install -y --no-install-recommends libopenblas0-pthread; }
    elif command -v dnf >/dev/null 2>&1; then as_root dnf install -y openblas-threads
    elif command -v pacman >/dev/null 2>&1; then as_root pacman -S --noconfirm --needed openblas
    elif command -v apk >/dev/null 2>&1; then as_root apk add openblas-dev
    elif command -v zypper >/dev/null 2>&1; then as_root zypper --non-interactive install libopenblas_pthreads0
    elif command -v brew >/dev/null 2>&1; then HOMEBREW_NO_AUTO_UPDATE=1 limited brew install openblas
    else return 1
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then limited env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true; then limited sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    else return 1
    fi
}

# An unreachable mirror costs minutes, not hours.
limited() {
    if command -v timeout >/dev/null 2>&1; then timeout 180 "$@"; else "$@"; fi
}
