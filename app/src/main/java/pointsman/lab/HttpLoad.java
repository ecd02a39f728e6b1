package pointsman.lab;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;
import pointsman.port.LoadTool;

/// The load tool: raw HTTP/1.1 over sockets, a virtual thread for each request. A request starts
/// when it is due even if earlier ones hang (an open loop), its time counts from that moment, and
/// nothing is ever sent twice.
public final class HttpLoad implements LoadTool {
  /// Kept connections rest at most this long, so that ordinary idle limits do not count as losses.
  private static final long LONGEST_REST = Duration.ofSeconds(2).toNanos();

  private static final int MOST_UNDER_WAY = 4000;

  private final Clock clock;

  /// @param clock stamps failed requests
  public HttpLoad(Clock clock) {
    this.clock = clock;
  }

  @Override
  public LoadRun start(LoadOrder order) {
    Run run = new Run(order);
    run.begin();
    return run;
  }

  private final class Run implements LoadRun {
    private final LoadOrder order;
    private final LoadTally tally = new LoadTally();
    private final CountDownLatch pacers;
    private final long begun = System.nanoTime();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean stopped;

    Run(LoadOrder order) {
      this.order = order;
      this.pacers = new CountDownLatch(order.targets().size());
    }

    void begin() {
      for (LoadOrder.Target target : order.targets()) {
        Thread.ofPlatform().daemon().name("load " + target.name()).start(() -> pace(target));
      }
    }

    private void pace(LoadOrder.Target target) {
      ConcurrentLinkedDeque<LoadConnection> kept = new ConcurrentLinkedDeque<>();
      Semaphore slots = new Semaphore(MOST_UNDER_WAY);
      try {
        double step = 1e9 / order.rate();
        long lasts = order.duration().isZero() ? Long.MAX_VALUE : order.duration().toNanos();
        for (long n = 0; !stopped; n++) {
          long after = (long) (n * step);
          if (after >= lasts) {
            break;
          }
          waitUntil(begun + after);
          if (stopped) {
            break;
          }
          begin(target, n, begun + after, kept, slots);
        }
        slots.acquireUninterruptibly(MOST_UNDER_WAY);
      } finally {
        kept.forEach(LoadConnection::close);
        pacers.countDown();
      }
    }

    private void begin(
        LoadOrder.Target target,
        long number,
        long due,
        ConcurrentLinkedDeque<LoadConnection> kept,
        Semaphore slots) {
      if (!slots.tryAcquire()) {
        tally.unsent();
        return;
      }
      Thread.startVirtualThread(() -> {
        try {
          make(draw(target, number), due, kept);
        } finally {
          slots.release();
        }
      });
    }

    private void waitUntil(long moment) {
      long left;
      while (!stopped && (left = moment - System.nanoTime()) > 0) {
        LockSupport.parkNanos(Math.min(left, 50_000_000));
      }
    }

    private LoadRequest draw(LoadOrder.Target target, long number) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      List<String> paths = order.paths();
      return new LoadRequest(
          target,
          paths.get((int) (number % paths.size())),
          random.nextInt(100) < order.postPercent() ? random.nextInt(1, 4096) : 0,
          random.nextInt(100) < order.keepAlivePercent(),
          order.users() > 0 ? random.nextInt(order.users()) : -1);
    }

    private void make(LoadRequest request, long due, ConcurrentLinkedDeque<LoadConnection> kept) {
      LoadConnection connection;
      try {
        connection = connect(request, kept);
      } catch (IOException e) {
        tally.failed(
            "",
            "",
            LoadTally.sample(
                clock.instant(),
                request,
                false,
                LoadResult.Kind.CONNECT,
                String.valueOf(e.getMessage())));
        return;
      }
      boolean used = connection.used();
      LoadConnection.Answer answer = connection.exchange(request);
      long time = System.nanoTime() - due;
      if (connection.reusable()) {
        kept.addFirst(connection);
      } else {
        connection.close();
      }
      answer
          .kind()
          .ifPresentOrElse(
              kind ->
                  tally.failed(
                      answer.lane(),
                      answer.server(),
                      LoadTally.sample(clock.instant(), request, used, kind, answer.detail())),
              () -> tally.ok(request.target().name(), answer.lane(), answer.server(), time));
    }

    private LoadConnection connect(LoadRequest request, ConcurrentLinkedDeque<LoadConnection> kept)
        throws IOException {
      LoadConnection last;
      while (request.keep() && (last = kept.pollFirst()) != null) {
        if (last.idle() < LONGEST_REST) {
          return last;
        }
        last.close();
      }
      LoadOrder.Target target = request.target();
      return LoadConnection.open(target.address(), target.port(), order.timeout());
    }

    @Override
    public LoadResult soFar() {
      long end = ended.get();
      return tally.read(Duration.ofNanos((end == 0 ? System.nanoTime() : end) - begun));
    }

    @Override
    public LoadResult await() throws InterruptedException {
      pacers.await();
      return finish();
    }

    @Override
    public LoadResult stop() {
      stopped = true;
      boolean interrupted = false;
      while (true) {
        try {
          pacers.await();
          break;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return finish();
    }

    private LoadResult finish() {
      ended.compareAndSet(0, System.nanoTime());
      return soFar();
    }

    @Override
    public void close() {
      stop();
    }
  }
}
