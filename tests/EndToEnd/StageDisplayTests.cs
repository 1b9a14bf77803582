using PlayCount.Cli.Progress;
using PlayCount.Songs;

namespace PlayCount.EndToEnd.Tests;

/// <summary>The plain form: what stands on stderr when that is no terminal.</summary>
public sealed class StageDisplayTests : IDisposable
{
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Clock _clock = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task Lines_come_at_most_every_two_seconds_and_one_at_the_end()
    {
        await Display().RunAsync("cutting songs", "song", progress =>
        {
            foreach (var (second, done) in new[] { (1.0, 10), (1.9, 15), (2.0, 20), (3.5, 40), (5.0, 50) })
            {
                _clock.Seconds = second;
                progress.Report(new StageProgress(done, 100));
            }

            return Task.CompletedTask;
        });

        Assert.Equal(
            """
            cutting songs: 20 of 100 songs, 10 songs/s, 8.0 s left
            cutting songs: 50 of 100 songs, 10 songs/s, 5.0 s left
            cutting songs: 50 of 100 songs in 5.0 s, 10 songs/s

            """, _error.ToString());
    }

    [Fact]
    public async Task What_was_done_before_does_not_count_as_speed()
    {
        await Display().RunAsync("reading", "byte", progress =>
        {
            progress.Report(new StageProgress(90_000_000, 100_000_000));
            _clock.Seconds = 4;
            progress.Report(new StageProgress(92_000_000, 100_000_000));
            progress.Report(new StageProgress(100_000_000, 100_000_000));
            return Task.CompletedTask;
        });

        Assert.Equal("reading: 92.0 of 100.0 MB, 0.5 MB/s, 16 s left\nreading: 100.0 MB in 4.0 s, 2.5 MB/s\n", _error.ToString());
    }

    [Fact]
    public async Task Reports_of_many_threads_may_cross()
    {
        const int Songs = 10_000;

        var sum = await Display().ComputeAsync("counting", "song", progress =>
        {
            var done = 0;
            Parallel.For(0, Songs, _ => progress.Report(new StageProgress(Interlocked.Increment(ref done), Songs)));
            return done;
        });

        Assert.Equal(Songs, sum);
        Assert.Equal("counting: 10000 songs in 0.0 s\n", _error.ToString());
    }

    [Fact]
    public async Task A_stage_that_fails_says_how_far_it_came_and_passes_the_failure_on()
    {
        var failed = Display().RunAsync("mapping", "song", progress =>
        {
            progress.Report(new StageProgress(3, 7));
            return Task.FromException<int>(new InvalidDataException("broken"));
        });

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidDataException>(() => failed)).Message);
        Assert.Equal("mapping: stopped at 3 of 7 songs\n", _error.ToString());
    }

    [Fact]
    public async Task One_is_not_plural()
    {
        await Display().RunAsync("cutting songs", "song", progress =>
        {
            _clock.Seconds = 2;
            progress.Report(new StageProgress(1, 1));
            return Task.CompletedTask;
        });

        Assert.Equal("cutting songs: 1 of 1 song\ncutting songs: 1 song in 2.0 s\n", _error.ToString());
    }

    private StageDisplay Display() => new(_error, _clock);

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => (long)(Seconds * TimestampFrequency);
    }
}
