#pragma once
#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

// git_libgit2_opts takes a variable list of arguments, which Swift cannot call.

/// Where to look for configuration of this level; the empty path means nowhere.
static inline int clibgit2_set_search_path(git_config_level_t level, const char *path) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, (int)level, path);
}

/// A switch among the options, on or off.
static inline int clibgit2_set_switch(git_libgit2_opt_t option, int enabled) {
    return git_libgit2_opts(option, enabled);
}

/// Largest object of this type, in bytes, that stays in memory once read.
static inline int clibgit2_set_cache_limit(git_object_t type, size_t bytes) {
    return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, (int)type, bytes);
}

/// How many bytes of objects stay in memory once read, of all repositories.
static inline int clibgit2_set_cache_size(ssize_t bytes) { return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes); }

/// How many bytes of packs are mapped at a time: in one piece, and altogether.
static inline int clibgit2_set_mapped_limits(size_t piece, size_t all) {
    int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, piece);
    return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, all);
}

/// Lets repositories be read that say by an extension that some of their objects may be elsewhere (partial clones), or
/// how others are to keep or lay out things.
static inline int clibgit2_accept_extensions(void) {
    const char *extensions[] = {"noop", "partialclone", "preciousobjects", "worktreeconfig", "relativeworktrees"};
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
}
