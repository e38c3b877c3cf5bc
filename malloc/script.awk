# Makes a script for //snippets:replay of a log that MALLOC_LOG wrote:
#
#     MALLOC_LOG=/tmp/log LD_PRELOAD="libosmem-preload.so libosmem.so" sort file
#     awk -f malloc/script.awk /tmp/log.<process> >sort.script
#
# A script has 4096 pointers and 8192 calls, or fewer with -v most=CALLS: what goes beyond that is left out, calls that
# belong to it as well. What the program did not free is freed at the end, the last first.

# "p7" for an address that is live from now on; nothing if all are taken.
function name(address, number) {
	for (number = 0; number < 4096; number++)
		if (!(number in owner)) {
			owner[number] = address
			live++
			return number_of[address] = "p" number
		}
}

function forget(address) {
	delete owner[substr(number_of[address], 2)]
	delete number_of[address]
	live--
}

function say(line) {
	print line
	calls++
}

# A size of 0 is a block for a program, and NULL for the contract.
function at_least_one(size) { return size > 0 ? size : 1 }

BEGIN {
	FS = "[(), =]+"
	most = most ? most : 8192
}

# One call for each that is live at the end.
calls + live + 2 > most { exit }

$NF == "0x0" && $1 != "free" { next }

$1 == "malloc" { if (name($NF)) say(number_of[$NF] " = malloc " at_least_one(NF > 2 ? $2 : 0)) }
$1 == "memalign" { if (name($NF)) say(number_of[$NF] " = malloc " at_least_one(NF > 3 ? $3 : 0)) }
$1 == "calloc" { if (name($NF)) say(number_of[$NF] " = calloc " (NF > 3 ? $2 " " $3 : "1 1")) }

$1 == "realloc" && ($2 in number_of) {
	source = number_of[$2]
	forget($2)
	say(name($NF) " = realloc " source " " $3)
}

$1 == "free" && ($2 in number_of) {
	say("free " number_of[$2])
	forget($2)
}

END {
	for (number = 4095; number >= 0; number--)
		if (number in owner)
			say("free p" number)
}
