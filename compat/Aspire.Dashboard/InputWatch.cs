namespace Aspire.Dashboard;

/// <summary>Ends the dashboard when standard input ends: with the AppHost, however that ended.</summary>
internal static class InputWatch
{
    public static void Begin(IHostApplicationLifetime lifetime)
    {
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
                // Nothing is said here; only the end counts.
            }

            lifetime.StopApplication();
        })
        { IsBackground = true };
        watch.Start();
    }
}
