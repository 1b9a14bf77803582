using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Mapping.Playlists.Making;

/// <summary>Puts a stored list on its playlist.</summary>
internal sealed class MakePlaylistHandler(PlaylistTable table, PlaylistMaker maker) : IJobHandler<MakePlaylist>
{
    public async Task<IWork> RunAsync(MakePlaylist command, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(command.PlaylistId, cancellationToken)
            ?? throw new InvalidDataException($"There is no playlist '{command.PlaylistId}'.");
        if (row.State != PlaylistState.Done)
            row = await maker.MakeAsync(row, cancellationToken);
        return new PlaylistMade
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            Songs = row.Added,
        };
    }
}
