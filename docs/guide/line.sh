#!/usr/bin/env bash
# The whole line by command: from a pool to what partners did, with every paper on the way.
#
#   docs/guide/line.sh POOL SEATS OUT [HOUSEHOLD]
#
# POOL is a folder with categories.csv and respondents.csv, whose first column is everyone's reference; SEATS is the
# size of the panel; OUT is a folder to be made; HOUSEHOLD names the columns that say who lives together.
set -euo pipefail
pool=$1 seats=$2 out=$3 household=${4:-}
here=$(cd "$(dirname "$0")" && pwd)/line
file=$out/assembly.engage lists=$out/lists
mkdir -p "$(dirname "$out")"
mkdir "$out" "$lists"

# A file, the targets, the people.
engage new "$file" --title "Harbour's assembly on care" --no-passphrase
engage import "$file" targets "$pool/categories.csv"
engage import "$file" people "$pool/respondents.csv" ${household:+--household "$household"}

# Fix the lottery, publish its hashes, and only then draw.
engage draw "$file" --seats "$seats" --freeze
engage draw "$file" --run 1 --public-string "dice on the night: 4 1 6 2 5 3"

# Everyone who was drawn says yes.
engage export "$file" status --out "$lists"
{
    echo "reference,status,reason"
    tr -d '\r' < "$lists/status.csv" | awk -F, '$2 == "selected" { print $1 ",confirmed," }'
} > "$lists/confirmed.csv"
engage import "$file" status "$lists/confirmed.csv"

# Who will be asked to act, and when the members meet.
engage import "$file" partners "$here/partners.csv"
engage import "$file" agenda "$here/agenda.csv"

# The day: who came (all but the last, who sent apologies), and who sat where.
tail -n +2 "$lists/confirmed.csv" | cut -d, -f1 > "$lists/members.txt"
awk -v seats="$seats" 'BEGIN { print "session,reference,state,arrived" }
    { for (session = 1; session <= 2; session++)
        print session "," $1 "," (NR < seats ? "arrived,09:45" : "apologies,") }' \
    "$lists/members.txt" > "$lists/attendance.csv"
engage import "$file" attendance "$lists/attendance.csv"
awk -F, 'NR == FNR { members[$1]; next } FNR == 1 || $1 in members' \
    <(head -n -1 "$lists/members.txt") "$pool/respondents.csv" > "$lists/here.csv"
mix=$(tail -n +2 "$pool/categories.csv" | cut -d, -f1 | uniq | head -n 2 | sed 's/$/=spread/' | paste -sd,)
engage seating plan --people "$lists/here.csv" --tables $(((seats + 6) / 8)) --rounds 3 --fields "$mix" --out "$lists"
for session in 1 2; do
    tr -d '\r' < "$lists/plan.csv" |
        sed "1s/.*/session,round,table,reference/; 2,\$s/^/$session,/" > "$lists/tables-$session.csv"
    engage import "$file" tables "$lists/tables-$session.csv"
done

# What was said, and what members made of it.
engage import "$file" notes "$here/notes.csv"
engage import "$file" drafts "$here/drafts.csv"

# Three votes: rows without a count open them, so that the ballot papers can be printed.
present=$((seats - 1))
columns=vote,draft,version,method,threshold,comparison,base,quorum,held_on,session,entitled,present,entry,issued,yes,no
terms() { echo "$1,$2,$3,yes-no-abstain,3/4,at-least,valid,2/3,2026-03-21,2,$seats,$present"; }
{
    echo "$columns"
    echo "$(terms 1 1 2),,,,"
    echo "$(terms 2 2 1),,,,"
    echo "$(terms 3 3 1),,,,"
} > "$lists/votes.csv"
engage import "$file" counts "$lists/votes.csv"
engage print "$file" ballot --out "$out/ballots"

# Two people count each vote: 9 in 10 in favour, 8 in 10, half.
count() {
    local yes=$(((present * $4 + 9) / 10))
    for entry in 1 2; do echo "$(terms "$1" "$2" "$3"),$entry,$present,$yes,$((present - yes))"; done
}
{
    echo "$columns"
    count 1 1 2 9
    count 2 2 1 8
    count 3 3 1 5
} > "$lists/counts.csv"
engage import "$file" counts "$lists/counts.csv"

# Ask the partners; write down what they answer, and how far they are.
engage import "$file" expectations "$here/expectations.csv"
engage import "$file" responses "$here/responses.csv"
engage import "$file" actions "$here/actions.csv"

# Every paper that this file can make; then a look at the file itself, and at what is next.
engage print "$file" --all --out "$out/documents"
engage check "$file"
engage info "$file"
