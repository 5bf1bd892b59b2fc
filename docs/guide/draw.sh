#!/usr/bin/env bash
# From a pool of volunteers to a printed draw that anyone can check.
#
#   draw.sh POOL SEATS OUT [HOUSEHOLD]
#
# POOL holds categories.csv (the targets) and respondents.csv (the people); SEATS is the size of the panel; OUT is a
# folder to be made; HOUSEHOLD names the columns that say who lives together, such as address_line1,postcode.
set -euo pipefail
pool=$1 seats=$2 out=$3 household=${4:-}
file=$out/assembly.engage
mkdir "$out"

# A file and an assembly. Without --no-passphrase Engage asks for one.
engage new "$file" --title "A citizens' assembly" --no-passphrase

# The targets come first: they say which answers the people can have given.
engage import "$file" targets "$pool/categories.csv"
engage import "$file" people "$pool/respondents.csv" ${household:+--household "$household"}

# Fix pool, targets and lottery, and publish the hashes that this prints. Only then is the public string made.
engage draw "$file" --seats "$seats" --freeze
engage draw "$file" --run 1 --public-string "dice on the night: 4 1 6 2 5 3"

# The record goes out; anyone can check it, with Engage or with the script of one page.
engage export "$file" draw-record --run 1 --out "$out"
engage verify-draw "$out/record.json"

# The papers.
engage print "$file" selection-report badge report-back-letter --out "$out/documents"
