// Why tests that pass natively don't pass in the page. A pattern is `file Class.test`, with `*` for anything; the first that fits
// counts. What FEATURES, DESIGN and DIFFERENCES name is left out of the share, what KNOWN names counts as failed.

/** What a browser has not: no page can offer it, whatever we do. */
export const FEATURES = [
  {
    because: 'other processes: os.fork() and subprocess',
    tests: [
      'test_poll PollTests.test_poll2', 'test_select SelectTestCase.test_select', 'test_socketserver *.test_Forking*',
      'test_socketserver *.test_forking*', 'test_threading *fork*', 'test_threading AtexitTests.*', 'test_threading ThreadJoinOnShutdown.*',
      'test_threading SubinterpThreadingTests.test_daemon_threads_*', 'test_threading SubinterpThreadingTests.test_threads_not_allowed',
      'test_threading ThreadTests.test_finaliz*', 'test_threading ThreadTests.test_import_from_another_thread',
      'test_threading ThreadTests.test_join_nondaemon_on_shutdown', 'test_threading ThreadTests.test_locals_at_exit',
      'test_threading ThreadTests.test_main_thread_during_shutdown', 'test_threading ThreadTests.test_start_new_thread_at_finalization',
      'test_threading ThreadingExceptionTests.*', 'test_asyncio.test_streams *.test_read_all_from_pipe_reader',
    ],
  },
  {
    because: 'descriptors passed to another process: SCM_RIGHTS',
    tests: ['test_socket Recvmsg*SCMRightsStreamTest.*', 'test_socket SendRecvFdsTests.*'],
  },
  {
    because: 'threads of the operating system, which C starts without Python',
    tests: ['test_threading ThreadTests.test_frame_tstate_tracing'],
  },
  {
    because: 'more interpreters than one',
    tests: ['test_threading SubinterpThreadingTests.test_threads_join*'],
  },
  { because: 'limits of a process: the module resource', tests: ['test_selectors *.test_above_fd_setsize'] },
  { because: 'a Python of 64 bits: an int of C is as wide as a long', tests: ['test_socket NonBlockingTCPTests.testSetBlocking_overflow'] },
  { because: 'TLS of its own: Pyodide has no module _ssl', tests: ['test_asyncio.test_streams *ssl', 'test_asyncio.test_streams *.test_start_tls'] },
  {
    because: 'TLS again: the tests above leave sockets open, whose warnings are counted here',
    tests: ['test_asyncio.test_streams StreamTests.test_unclosed_resource_warnings'],
  },
  { because: 'AF_VSOCK: sockets between virtual machines', tests: ['test_socket *VSOCK*'] },
  { because: "the machine's name is not the program's to set", tests: ['test_socket GeneralModuleTests.test_sethostname'] },
];

/** What the relay doesn't carry, though it could: ARCHITECTURE.md and wire/PROTOCOL.md say what it does. */
export const DESIGN = [
  { because: 'UDP-Lite', tests: ['test_socket *UDPLITE*'] },
  { because: 'ancillary data beside datagrams: hop limits and traffic classes', tests: ['test_socket *RFC3542Ancillary*'] },
  {
    because: 'os.sendfile(): socket.sendfile() falls back to send(), which passes the same tests',
    tests: ['test_socket SendfileUsingSendfileTest.*', 'test_socket GeneralModuleTests.test__sendfile_use_sendfile'],
  },
  {
    because: 'bind(("::", port)) means ::1 alone: nothing a lesson does opens the machine to its network',
    tests: ['test_socket CreateServerFunctionalTest.test_dual_stack_client_v4'],
  },
];

/** The page's CPython is newer than the tests: its native 3.14 fails them, too. */
export const DIFFERENCES = [
  {
    because: 'since 3.14 a negative number is a ValueError here, no OverflowError',
    tests: ['test_socket GeneralModuleTests.testInvalidInterfaceIndexToName', 'test_socket GeneralModuleTests.testNtoHErrors'],
  },
  { because: 'since 3.14 the loop accepts one connection more at a time', tests: ['test_asyncio.test_selector_events *.test_accept_connection_multiple'] },
];

/** Where we are not Linux. */
export const KNOWN = [
  {
    because: "files and sockets have their numbers in two tables: os.close(), os.dup2() and fcntl know a socket's not",
    tests: [
      'test_selectors *.test_unregister_after_fd_close_and_reuse', 'test_socket GeneralModuleTests.testCloseException',
      'test_socket GeneralModuleTests.test_socket_close', 'test_socket InheritanceTest.test_*et_inheritable_cloexec',
      'test_socket NonBlockingTCPTests.testInitNonBlocking', 'test_socket NonBlockingTCPTests.testSetBlocking',
      'test_socket NonblockConstantTest.test_SOCK_NONBLOCK',
    ],
  },
  {
    because: 'nobody can wait for a pipe: os.pipe() is emscripten\'s, and poll() does not know it',
    tests: ['test_poll PollTests.test_poll1', 'test_poll PollTests.test_poll_blocks_with_negative_ms', 'test_poll PollTests.test_threaded_poll'],
  },
  {
    because: 'signal.alarm(), setitimer() and pthread_kill() are missing: signals come from Stop alone',
    tests: [
      'test_selectors *.test_select_interrupt_*', 'test_socket Interrupted*TimeoutTest.*', 'test_socket GeneralModuleTests.test_sendall_interrupted*',
      'test_socket TCPTimeoutTest.testInterruptedTimeout', 'test_socketserver SocketWriterTest.test_write',
    ],
  },
  { because: 'our _socket.socket is a class of Python: attributes can be added to it', tests: ['test_socket GeneralModuleTests.test_socket_type'] },
  {
    because: 'the traceback of the TypeError holds the argument in a frame of ours, and with it the reference that is counted',
    tests: ['test_socket GeneralModuleTests.testRefCountGetNameInfo'],
  },
  {
    because: "threading.excepthook() of no thread prints C's number of the thread instead of get_ident()",
    tests: ['test_threading ExceptHookTests.test_excepthook_thread_None'],
  },
];
