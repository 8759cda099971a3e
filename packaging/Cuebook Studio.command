#!/bin/sh
# Starts the studio. Close this window to end it.
exec "$(dirname "$0")/cuebook" studio --shows "$@"
