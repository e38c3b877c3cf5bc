# The short way to everything; each target is one Bazel command behind the set-up.

# Whatever Bazel stands first in PATH.
BAZEL := tools/bazel
SETUP := @build/setup.sh

# A header is C++ when it includes one of that language's or has a namespace.
cc_header := -e "^.include <[a-z_]*>" -e "^namespace "
c_files := { git ls-files --cached --others --exclude-standard '*.c'; git grep --untracked -L $(cc_header) -- '*.h'; }
cc_files := { git ls-files --cached --others --exclude-standard '*.cc'; git grep --untracked -l $(cc_header) -- '*.h'; }
buildifier := npx --yes @bazel/buildifier@8.2.1

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

grade: ## grade the allocator in osmem/ and print the table of points; ARGS='--lib FILE.so' grades another, RECORD=FILE.json again
	$(SETUP)
	@$(BAZEL) run --ui_event_filters=-info --noshow_progress --show_result=0 //checker:grade$(if $(findstring --score,$(ARGS)),_scored,$(if $(findstring --lib,$(ARGS)),_others)) -- $(if $(RECORD),--again $(RECORD)) $(ARGS)

debug: ## stop in a call of a scenario in gdb: AT=malloc/block-reuse:17, with the library in LIB=FILE.so, or ours
	@build/setup.sh debug
	@$(BAZEL) run --ui_event_filters=-info --noshow_progress --show_result=0 //checker:debug -- $(AT) $(if $(LIB),--lib $(LIB))

test: ## run the whole test suite; ARGS= are more of Bazel's flags
	$(SETUP)
	@$(BAZEL) test //... $(ARGS)

main: ## run the demo of the pool allocator
	$(SETUP)
	@$(BAZEL) run --ui_event_filters=-info --noshow_progress --show_result=0 //pool:main

bench: ## measure osmem against libc's malloc and the plain list
	$(SETUP)
	@$(BAZEL) run --ui_event_filters=-info --noshow_progress --show_result=0 //bench:engine

real: ## run a dozen real programs on the allocator in LIB=FILE.so, or on ours, beside libc's malloc
	@build/setup.sh real
	@$(BAZEL) build --ui_event_filters=-info --noshow_progress --show_result=0 //osmem:libosmem.so
	@$(BAZEL) run --ui_event_filters=-info --noshow_progress --show_result=0 //malloc:real -- $(or $(LIB),bazel-bin/osmem/libosmem.so)

handout: ## make what students get: bazel-bin/course/handout/handout.tar.gz
	$(SETUP)
	@$(BAZEL) build //course:handout

class: ## grade a class: DIR=submissions, a folder or archive for each student, OUT=results; see docs/course.md
	$(SETUP)
	@AGAINST='$(AGAINST)' SEED='$(SEED)' SECRET_SEED='$(SECRET_SEED)' REVEAL='$(REVEAL)' OVERWRITE='$(OVERWRITE)' SCORE='$(SCORE)' \
		BAZEL_FLAGS='$(BAZEL_FLAGS)' course/class.sh '$(DIR)' '$(OUT)'

install: ## build with a C compiler alone and install below PREFIX=/usr/local; DESTDIR=, CC= and CFLAGS= are honoured
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' CC='$(CC)' CFLAGS='$(CFLAGS)' build/install.sh install

uninstall: ## remove what install put there
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' build/install.sh uninstall

format: ## put every C, C++ and Starlark file into the project's format
	@build/setup.sh lint
	@$(c_files) | xargs clang-format -i --style=file:.clang-format
	@$(cc_files) | xargs clang-format -i --style=file:checker/.clang-format
	@$(buildifier) -r .

lint: ## check the format and what cppcheck finds
	@build/setup.sh lint
	@$(c_files) | xargs clang-format --dry-run --Werror --style=file:.clang-format
	@$(cc_files) | xargs clang-format --dry-run --Werror --style=file:checker/.clang-format
	@$(buildifier) -mode=check -r .
	@build/cppcheck.sh

clean: ## remove what was built
	@if $(BAZEL) --version >/dev/null 2>&1; then $(BAZEL) clean; fi

.PHONY: help class grade debug test main bench real handout format lint clean install uninstall
