/*
 * The witness: a filter that holds up every system call until somebody outside has noted it and let it go on. It shares
 * nothing with the tracer, which can be made to miss calls: the kernel asks it before each call, however that was made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "checker/run/jail/jail.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define ALLOW(call, to_the_end) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, to_the_end, 0)

/*
 * What the jail still calls before somebody listens, and to close itself: the other filter denies these to the program,
 * and where two filters differ, the denial counts.
 */
static struct sock_filter tell_of_all[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	ALLOW(SYS_sendmsg, 3),
	ALLOW(SYS_seccomp, 2),
	ALLOW(SYS_prctl, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static int send_descriptor(int socket, int descriptor)
{
	char byte = 0;
	struct iovec data = {&byte, sizeof(byte)};
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {.header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};

	memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(descriptor));
	return sendmsg(socket, &message, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

int call_witness(int socket)
{
	const struct sock_fprog filter = {LENGTH(tell_of_all), tell_of_all};
	int listener;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	/* The exec closes it. */
	listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
	if (listener < 0)
		return -1;
	/* With nobody to listen no call returns, that of an exit among them. */
	if (send_descriptor(socket, listener) < 0)
		__builtin_trap();
	return 0;
}
