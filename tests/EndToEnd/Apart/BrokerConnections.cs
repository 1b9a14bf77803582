using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PlayCount.Faults;

namespace PlayCount.EndToEnd.Tests.Apart;

/// <summary>Who is connected to the application's broker, as the broker says.</summary>
internal static class BrokerConnections
{
    /// <summary>The processes at the other end of its connections.</summary>
    public static async Task<IReadOnlyList<int>> ProcessesAsync(LocalApplication application, CancellationToken cancellationToken)
    {
        // With the environment of the broker itself, which has its node's name, its cookie and its name server.
        var start = new ProcessStartInfo(
            "/usr/lib/rabbitmq/bin/rabbitmqctl", ["-q", "list_connections", "client_properties", "--formatter", "json"])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in RunningProcesses.VariablesOf(application.Resource("messaging").Id))
            start.Environment[name] = value;
        using var control = Process.Start(start)!;
        var text = await control.StandardOutput.ReadToEndAsync(cancellationToken);
        await control.WaitForExitAsync(cancellationToken);
        using var connections = JsonDocument.Parse(text);
        return
        [
            .. from connection in connections.RootElement.EnumerateArray()
               from property in connection.GetProperty("client_properties").EnumerateArray()
               where property[0].GetString() == "process_id"
               select int.Parse(property[2].ToString(), CultureInfo.InvariantCulture),
        ];
    }
}
