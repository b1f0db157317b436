#!/bin/sh
# peers.sh BATCH: applies every series of the batch by `git am`, `quilt push -a` and `patch`, and prints what came out:
# PEER NUMBER APPLIED TREE: how many patches applied, and the tree that they left (after a patch that does not apply,
# `patch` leaves parts of it).
set -eu
batch=$1
export GIT_DIR="$batch/repo.git"

tree_of() { # FOLDER
    rm -f "$batch/index.tmp"
    GIT_WORK_TREE="$1" GIT_INDEX_FILE="$batch/index.tmp" git add -A -f -- . ':!patches' ':!.pc'
    GIT_INDEX_FILE="$batch/index.tmp" git write-tree
}

by_git() { # NUMBER
    cd "$batch/work"
    export GIT_WORK_TREE="$batch/work"
    git checkout -q -f --detach "refs/series/$1/base"
    git am -q --keep-cr --quoted-cr=nowarn "$batch/$1/series.mbox" >"$batch/$1/am.log" 2>&1 || git am --quit
    git log --reverse --date=raw --format='%an <%ae> %ad%n%B%x00' "refs/series/$1/base..HEAD" >"$batch/$1/am.messages"
    echo "mail $1 $(tr -cd '\000' <"$batch/$1/am.messages" | wc -c) $(git rev-parse "HEAD^{tree}")"
    unset GIT_WORK_TREE
}

by_quilt() { # NUMBER FUZZ
    cd "$batch/$1/quilt"
    cp -R ../patches patches
    quilt push -a -q "--fuzz=$2" >../quilt.log 2>&1 || true
    applied=0
    [ ! -e .pc/applied-patches ] || applied=$(wc -l <.pc/applied-patches)
    echo "quilt $1 $applied $(tree_of "$batch/$1/quilt")"
}

by_patch() { # NUMBER FUZZ
    cd "$batch/$1/plain"
    applied=0
    while read -r file words; do
        case " $words " in *" -p"*) strip= ;; *) strip=-p1 ;; esac
        # shellcheck disable=SC2086 # the words of the series line are options
        patch $strip $words "--fuzz=$2" -f -s --no-backup-if-mismatch -r - -i "../patches/$file" >>../patch.log 2>&1 || break
        applied=$((applied + 1))
    done <../patches/series
    echo "patch $1 $applied $(tree_of "$batch/$1/plain")"
}

while read -r number patches style strip reverse fuzz options; do
    by_git "$number"
    [ "$style" != none ] || continue
    by_patch "$number" "$fuzz"
    # quilt takes twenty times as long as patch, which it runs for each patch: every fourth series will do.
    [ $((number % 4)) != 0 ] || by_quilt "$number" "$fuzz"
done <"$batch/plan"
