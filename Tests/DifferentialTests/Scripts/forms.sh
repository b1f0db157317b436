#!/bin/sh
# forms.sh BATCH: writes every series of the batch as mails (series.mbox) and as a quilt folder (patches/), by the tools
# that people make them with. BATCH/plan has one line a series: number, patches, style, strip, reverse, fuzz, mail options.
set -eu
batch=$1
export GIT_DIR="$batch/repo.git"

stamp='2021-03-04 05:06:07.000000000 +0900'

# One section a changed file, headed as `quilt refresh` (index), an -mm mail (mm) or diff by hand (orig) would.
by_file() { # STYLE NAME OLD NEW
    while IFS= read -r changed; do
        old="$3/$changed" new="$4/$changed" old_name="a/$changed" new_name="b/$changed"
        case $1 in
        mm) new_name="a/$changed"; [ ! -e "$old" ] || [ ! -e "$new" ] || old_name="a/$changed~$2" ;;
        orig)
            old_name="$changed	$stamp" new_name="$changed	$stamp"
            [ ! -e "$old" ] || [ ! -e "$new" ] || old_name="$changed.orig	$stamp"
            ;;
        esac
        [ -e "$old" ] || { old=/dev/null old_name=/dev/null; }
        [ -e "$new" ] || { new=/dev/null new_name=/dev/null; }
        case $1 in
        index) printf 'Index: b/%s\n===================================================================\n' "$changed" ;;
        mm) printf 'diff -puN %s %s\n' "$changed~$2" "$changed" ;;
        esac
        diff -u -p --label "$old_name" --label "$new_name" "$old" "$new" || [ $? = 1 ]
    done
    [ "$1" != mm ] || echo _
}

while read -r number patches style strip reverse fuzz options; do
    series="$batch/$number"
    name="refs/series/$number"
    # shellcheck disable=SC2086 # the options are words
    git format-patch -q --stdout $options "$name/0..$name/$patches" >"$series/series.mbox"
    [ "$style" != none ] || continue
    mkdir -p "$series/patches"
    patch=1
    while [ "$patch" -le "$patches" ]; do
        file="change-$patch.patch"
        before=$((patch - 1)) after=$patch
        [ "$reverse" = no ] || { before=$patch after=$((patch - 1)); }
        {
            printf 'From: A U Thor <author@example.org>\nSubject: change %s\n\nWhy it is wanted.\n---\n' "$patch"
            case $style in
            git*) git diff $(echo "${style#git}" | tr _ " ") "$name/$before" "$name/$after" ;;
            folders)
                cd "$series/trees/$patch"
                [ "$reverse" = no ] && set -- a b || set -- b a
                diff -urN -p "$1" "$2" || [ $? = 1 ]
                cd "$batch"
                ;;
            *) by_file "$style" "change-$patch" "$series/trees/$patch/a" "$series/trees/$patch/b" \
                <"$series/trees/$patch/changed" ;;
            esac
        } >"$series/patches/$file"
        words=$file
        [ "$strip" = 1 ] || words="$words -p$strip"
        [ "$reverse" = no ] || words="$words -R"
        echo "$words" >>"$series/patches/series"
        patch=$((patch + 1))
    done
done <"$batch/plan"
