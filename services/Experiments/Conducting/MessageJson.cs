using System.Text.Json;
using System.Text.Json.Nodes;
using PlayCount.Contracts.Messages;

namespace PlayCount.Experiments.Conducting;

/// <summary>Messages as the tables keep them.</summary>
internal static class MessageJson
{
    public static string Kind(IWork message) => message.GetType().FullName!;

    public static string Write(IWork message) => JsonSerializer.Serialize(message, message.GetType());

    /// <exception cref="InvalidDataException">This program knows no such message.</exception>
    public static IWork Read(string kind, string json)
    {
        var type = typeof(IWork).Assembly.GetType(kind)
            ?? throw new InvalidDataException(
                $"The table holds a message '{kind}', which this program does not know. Use the program that stored it.");
        return (IWork)JsonSerializer.Deserialize(json, type)!;
    }

    /// <summary>The same command, asked for in a later round.</summary>
    public static string Again(string json, string work, int round)
    {
        var message = JsonNode.Parse(json)!.AsObject();
        message[nameof(IWork.Round)] = round;
        message[nameof(IWork.Work)] = work;
        return message.ToJsonString();
    }
}
