#!/bin/sh
# second.sh BATCH NUMBER mails|patches: a second opinion on the mails or the quilt folder of a series that the
# format's own peer stopped in: `git apply` without its rule that a hunk of the first line, or one without context behind it,
# fits only at that end of the file. Prints how many patches applied, and the tree that they left.
set -eu
batch=$1 series="$1/$2"
export GIT_DIR="$batch/repo.git" GIT_INDEX_FILE="$batch/second.index"
git read-tree "refs/series/$2/base"

if [ "$3" = mails ]; then
    mkdir "$series/mails"
    git mailsplit --keep-cr "-o$series/mails" "$series/series.mbox" >>"$series/second.log"
    for mail in "$series"/mails/*; do
        git mailinfo --quoted-cr=nowarn "$mail.message" "$mail.diff" <"$mail" >"$mail.info"
        echo "$mail.diff"
    done
else
    while read -r file words; do echo "$series/patches/$file $(echo "$words" | sed 's/-R/--reverse/')"; done \
        <"$series/patches/series"
fi >"$batch/second.list"

applied=0
while read -r file words; do
    # shellcheck disable=SC2086 # the words of the series line are options
    git apply --cached --unidiff-zero $words "$file" >>"$series/second.log" 2>&1 || break
    applied=$((applied + 1))
done <"$batch/second.list"
echo "$applied $(git write-tree)"
