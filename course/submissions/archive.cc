// An archive, by libarchive: nothing of it is written anywhere, so no name in it leads anywhere.
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "course/submissions/intake.h"

namespace course {
namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;

constexpr size_t kBlock = 1 << 16;

Reader NewReader() {
  Reader reader(archive_read_new(), archive_read_free);
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip_seekable(reader.get());
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  return reader;
}

// Its bytes as they stand there, where they say nothing in this locale.
std::string NameOf(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? "" : name;
}

bool TakeFile(archive* reader, const std::string& name, Intake* intake) {
  if (!intake->File(name)) return false;
  char buffer[kBlock];
  // A hole comes as zeros, and is counted as they are.
  for (ssize_t length; (length = archive_read_data(reader, buffer, sizeof buffer)) != 0;) {
    if (length < 0) return intake->Refuse("Its archive is damaged at \"" + name + "\"; pack it anew.");
    if (!intake->Part({buffer, static_cast<size_t>(length)})) return false;
  }
  return true;
}

// From the link's folder up to the top, where a hard link's target counts from.
std::string FromTheTop(const std::string& name, const std::string& target) {
  std::string up;
  bool in_step = false;
  for (const char letter : name) {
    if (letter == '/' && in_step) up += "../";
    in_step = letter != '/';
  }
  return target[0] == '/' ? target : up + target;
}

bool Take(archive* reader, archive_entry* entry, Intake* intake) {
  const std::string name = NameOf(entry);
  if (name.empty()) return intake->Refuse("Its archive has a file without a name that can be read; pack it anew.");
  if (const char* target = archive_entry_hardlink(entry)) return intake->Link(name, FromTheTop(name, target));
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return TakeFile(reader, name, intake);
    case AE_IFDIR:
      return intake->Folder(name);
    case AE_IFLNK: {
      const char* target = archive_entry_symlink(entry);
      return intake->Link(name, target == nullptr ? "/" : target);
    }
    case AE_IFIFO:
      return intake->Other(name, "a named pipe");
    default:
      return intake->Other(name, "a device");
  }
}

// Opening it is ours: a FIFO or a link in its place is not followed.
int OpenRegular(const std::string& path, std::string* error) {
  const int file = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) *error = "cannot read " + path + ": " + strerror(errno);
  return file;
}

void TakeAll(archive* reader, Intake* intake) {
  archive_entry* entry = nullptr;
  for (bool is_first = true;; is_first = false) {
    const int result = archive_read_next_header(reader, &entry);
    if (result == ARCHIVE_EOF) return;
    if (result < ARCHIVE_WARN) {
      intake->Refuse(is_first ? "It is neither a folder nor an archive (tar or zip); hand in one of these."
                              : "Its archive is damaged; pack it anew.");
      return;
    }
    if (!Take(reader, entry, intake)) return;
  }
}

}  // namespace

bool ReadArchive(const std::string& path, Intake* intake, std::string* error) {
  const int file = OpenRegular(path, error);
  if (file < 0) return false;
  const Reader reader = NewReader();
  if (archive_read_open_fd(reader.get(), file, kBlock) != ARCHIVE_OK)
    intake->Refuse("It is neither a folder nor an archive (tar or zip); hand in one of these.");
  else
    TakeAll(reader.get(), intake);
  close(file);
  return true;
}

std::string Pack(const Sources& sources) {
  const Writer writer(archive_write_new(), archive_write_free);
  archive_write_set_format_gnutar(writer.get());
  std::string bytes;
  const auto append = [](archive*, void* to, const void* from, size_t length) -> ssize_t {
    static_cast<std::string*>(to)->append(static_cast<const char*>(from), length);
    return static_cast<ssize_t>(length);
  };
  archive_write_open(writer.get(), &bytes, nullptr, append, nullptr);
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
  for (const auto& [path, text] : sources) {
    archive_entry_clear(entry.get());
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(text.size()));
    archive_write_header(writer.get(), entry.get());
    archive_write_data(writer.get(), text.data(), text.size());
  }
  archive_write_close(writer.get());
  return bytes;
}

bool Unpack(std::string_view bytes, Sources* sources) {
  const Reader reader = NewReader();
  Intake intake;
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return false;
  TakeAll(reader.get(), &intake);
  *sources = intake.TakeSources();
  return intake.error().empty();
}

}  // namespace course
