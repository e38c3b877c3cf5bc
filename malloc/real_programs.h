// The real programs: what each is asked to do, and what they all need. Their output is the same in each run.
#pragma once

namespace real {

struct Program {
  const char* name;
  const char* command;  // for the shell, in a folder where kPrepare was run
};

// Words, a C program, a tree of files and a repository, where they are not there yet; names and times that do not
// change.
inline constexpr char kPrepare[] = R"sh(
  test -e words && exit
  awk 'BEGIN { srand(1); for (i = 0; i < 20000; i++) print int(rand() * 1e6), "w" int(rand() * 4e3), i % 7 }' >words
  awk 'BEGIN { print "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>"
    for (i = 0; i < 25; i++)
      printf "int f%d(int n) { int a[8] = {n}; for (int i = 1; i < 8; i++) a[i] = a[i - 1] * %d + i; return a[n & 7]; }\n", i, i
    print "int main(void) { return 0; }" }' >program.c
  mkdir tree && for i in 1 2 3 4 5 6 7 8; do
    mkdir tree/$i && cp program.c tree/$i && head -n ${i}00 words >tree/$i/words
  done
  export HOME=$PWD GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_DATE=@1000000000+0000 GIT_COMMITTER_DATE=@1000000000+0000
  git config --global user.name n && git config --global user.email e
  git init -q repository && cd repository && for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    tail -n ${i}00 ../words >words && cp ../program.c $i.c && git add . && git commit -qm "Commit $i"
  done
)sh";

inline constexpr Program kPrograms[] = {
    {"ls", "ls -lR /usr/include | cksum"},
    {"sort", "sort words | cksum; sort -k2,2 -k1n words | cksum"},
    {"grep", "grep -cE '(1|23)+w?[0-9]{2} w' words; grep -on 'w[0-9]*7' words | cksum"},
    {"awk", R"sh(awk '{ n[$2] += $1; text[$2] = text[$2] "," $1 }
      END { for (w in n) print w, n[w], length(text[w]), split(text[w], a, ",") }' words | sort | cksum)sh"},
    {"gcc", "gcc -O1 -c program.c -o program.o && cksum <program.o"},
    {"git-log", "HOME=$PWD git -C repository log -p --stat | cksum"},
    {"git-gc", R"sh(export HOME=$PWD; rm -rf copy; cp -r repository copy && cd copy && git gc -q && git fsck 2>&1 &&
      git count-objects && git rev-list --objects --all | sort | cksum)sh"},
    {"python3", R"sh(PYTHONHASHSEED=0 python3 -S -c '
import json
rows = [line.split() for line in open("words")][:500]
words = {}
for number, word, _ in rows: words.setdefault(word, []).append(int(number))
text = json.dumps(words, sort_keys=True)
print(len(text), sum(map(sum, json.loads(text).values())), sorted(words)[:5])
try: [].pop()
except IndexError as error: print(error)
')sh"},
    {"sqlite3", R"sh(sqlite3 :memory: '
create table t (number int, word text, day int);' '.separator " "' '.import words t' '
create index i on t (word); select count(*), count(distinct word) from t;
select a.word, sum(a.number), max(b.day) from t a join t b using (word) group by 1 order by 2 desc limit 5;')sh"},
    {"bash",
     R"sh(bash -c 'declare -A n; while read -r a w b; do n[$w]+=$b; list+=("$a"); done < <(head -n 1000 words)
      for w in "${!n[@]}"; do echo "$w ${n[$w]//1/one}"; done | sort | cksum; echo ${#list[@]} $(echo "${list[*]}" | wc -c)')sh"},
    {"perl", R"sh(head -n 2000 words | perl -ne 'my ($n, $w, $d) = split; push @{$h{$w}}, $n; $t .= "$w;" if /7 w(\d+)/;
      END { print scalar(keys %h), " ", length($t), "\n";
      print "$_ @{$h{$_}}\n" for (sort { @{$h{$b}} <=> @{$h{$a}} || $a cmp $b } keys %h)[0 .. 9] }')sh"},
    {"tar-xz",
     R"sh(tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - tree | xz -3 >tree.tar.xz &&
      mkdir -p out && xz -dc tree.tar.xz | tar -xf - -C out && cat out/tree/*/* | cksum && cksum <tree.tar.xz)sh"},
    {"threads", "\"$THREADS_PROGRAM\""},
};

}  // namespace real
