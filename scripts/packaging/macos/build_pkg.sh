#!/bin/sh
# Makes the installer for macOS with Apple's own tools: build_pkg.sh FOLDER VERSION OUTPUT.pkg. Run
# this script on a Mac, after scripts/package.py. FOLDER is build/standalone/dist/click-to-call,
# which scripts/package.py makes. The installer installs the host for all users: it contains the
# manifests for all browsers, and puts the command click-to-call into /usr/local/bin. A shell has
# checked the syntax of this script, but nobody has run the script on macOS yet.
set -eu

folder=$1 version=$2 output=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
support="Library/Application Support/click-to-call"

mkdir -p "$work/root/$support" "$work/root/usr/local/bin"
cp -R "$folder/" "$work/root/$support/program"
"$folder/click-to-call" install --system --root "$work/root" \
  --python "/$support/program/click-to-call"
ln -s "/$support/program/click-to-call" "$work/root/usr/local/bin/click-to-call"

pkgbuild --root "$work/root" --identifier dev.click-to-call.host --version "$version" \
  --ownership recommended --install-location / "$work/host.pkg"
sed "s/@VERSION@/$version/" "$here/distribution.xml" > "$work/distribution.xml"
productbuild --distribution "$work/distribution.xml" --package-path "$work" "$output"
echo "$output: sign it with productsign, and have it notarised by notarytool, before you hand it out."
